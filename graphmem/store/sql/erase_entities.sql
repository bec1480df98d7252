-- Remove the entities that rest on nothing any more.
--   $ns  integer
DELETE FROM entity
WHERE ns = $ns
    AND NOT EXISTS (SELECT 1 FROM naming WHERE naming.entity = entity.key)
    AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.entity = entity.key)
    AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.subject = entity.key)
    AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.object = entity.key)
    AND NOT EXISTS (SELECT 1 FROM same WHERE same.alias = entity.key)
    AND NOT EXISTS (SELECT 1 FROM same WHERE same.entity = entity.key)
