-- How many asserting states some slots believe, and how many of them are exclusive.
--   $ns     integer
--   $slots  JSON list of [place, subject id, predicate key]
-- returns: place, states, exclusive ones
SELECT json_extract(slot.value, '$[0]'), count(*), sum(claim.exclusive)
FROM json_each($slots) AS slot
CROSS JOIN entity AS given ON given.ns = $ns AND given.id = json_extract(slot.value, '$[1]')
JOIN claim ON claim.subject = given.key AND claim.predicate_key = json_extract(slot.value, '$[2]')
WHERE claim.kind = 'state' AND NOT claim.negated AND claim.retracted_at IS NULL
GROUP BY json_extract(slot.value, '$[0]')
