-- The slots in which some entities take part, as subject or as object.
--   $ns   integer
--   $ids  JSON list of text, the entities
WITH wanted (key) AS (
    SELECT entity.key
    FROM json_each($ids) AS given CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
)
SELECT entity.id, claim.predicate_key
FROM wanted JOIN claim ON claim.subject = wanted.key JOIN entity ON entity.key = claim.subject
UNION
SELECT entity.id, claim.predicate_key
FROM wanted JOIN claim ON claim.object = wanted.key JOIN entity ON entity.key = claim.subject
ORDER BY 1, 2
