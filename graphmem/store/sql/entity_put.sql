-- An entity's row, made where it is not there yet.
--   $ns  integer
--   $id  text
INSERT INTO entity (ns, id) VALUES ($ns, $id) ON CONFLICT DO NOTHING
