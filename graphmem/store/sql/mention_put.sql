-- A name in a passage.
--   $passage, $entity  keys
--   $first, $last      positions in the passage's text
--   $name, $type       text
INSERT INTO mention (passage, entity, first, last, name, type)
VALUES ($passage, $entity, $first, $last, $name, $type)
ON CONFLICT DO NOTHING
