-- Every claim of some slots.
--   $ns     integer
--   $slots  JSON list of [subject id, predicate key]
--   $objects  JSON list of text: only claims about these, and about "*"; or null
SELECT @claim_columns
FROM json_each($slots) AS slot
CROSS JOIN entity AS given ON given.ns = $ns AND given.id = json_extract(slot.value, '$[0]')
JOIN claim ON claim.subject = given.key AND claim.predicate_key = json_extract(slot.value, '$[1]')
@claim_ends
WHERE $objects IS NULL OR claim.object = 0
    OR object.id IN (SELECT value FROM json_each($objects))
ORDER BY claim.told, claim.id
