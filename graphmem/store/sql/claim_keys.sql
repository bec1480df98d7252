-- The keys of some claims.
--   $ns   integer
--   $ids  JSON list of text
-- returns: id, key
SELECT claim.id, claim.key
FROM json_each($ids) AS wanted CROSS JOIN claim ON claim.ns = $ns AND claim.id = wanted.value
