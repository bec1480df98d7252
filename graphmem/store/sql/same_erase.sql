-- Remove a decision that would never have been made.
--   $alias, $entity  keys
--   $system_from     instant
-- returns: key
DELETE FROM same
WHERE alias = $alias AND entity = $entity AND episode = 0 AND system_from = $system_from
RETURNING key
