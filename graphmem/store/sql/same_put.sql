-- A decision that a name refers to an entity.
--   $ns
--   $alias, $entity, $episode  keys, 0 for the user
--   $reason                    text
--   $system_from, $system_to   instants
-- returns: key
INSERT INTO same (ns, alias, entity, reason, episode, system_from, system_to)
VALUES ($ns, $alias, $entity, $reason, $episode, $system_from, $system_to)
RETURNING key
