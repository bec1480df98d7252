-- The keys of some entities.
--   $ns   integer
--   $ids  JSON list of text
-- returns: id, key
SELECT entity.id, entity.key
FROM json_each($ids) AS wanted CROSS JOIN entity ON entity.ns = $ns AND entity.id = wanted.value
