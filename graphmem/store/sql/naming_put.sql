-- An episode called an entity by a name.
--   $entity, $episode  keys
--   $name, $type       text
INSERT INTO naming (entity, episode, name, type) VALUES ($entity, $episode, $name, $type)
ON CONFLICT DO NOTHING
