-- A decision about names is no longer believed.
--   $alias, $entity, $episode  keys, 0 for the user
--   $system_from, $system_to   instants
-- returns: key
UPDATE same SET system_to = $system_to
WHERE alias = $alias AND entity = $entity AND episode = $episode AND system_from = $system_from
RETURNING key
