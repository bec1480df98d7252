-- How many asserting states a slot believes, and how many of them are exclusive.
--   $ns     integer
--   $slots  JSON list of [subject id, predicate key]
SELECT count(*), coalesce(sum(claim.exclusive), 0)
FROM json_each($slots) AS slot
CROSS JOIN entity AS given ON given.ns = $ns AND given.id = json_extract(slot.value, '$[0]')
JOIN claim ON claim.subject = given.key AND claim.predicate_key = json_extract(slot.value, '$[1]')
WHERE claim.kind = 'state' AND NOT claim.negated AND claim.retracted_at IS NULL
