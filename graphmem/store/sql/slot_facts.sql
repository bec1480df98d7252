-- Every version of the facts of some slots.
--   $ns     integer
--   $slots  JSON list of [subject id, predicate key]
-- returns: key, subject, object
SELECT fact.key, fact.subject, fact.object
FROM json_each($slots) AS slot
CROSS JOIN entity AS given ON given.ns = $ns AND given.id = json_extract(slot.value, '$[0]')
JOIN fact ON fact.subject = given.key AND fact.predicate_key = json_extract(slot.value, '$[1]')
