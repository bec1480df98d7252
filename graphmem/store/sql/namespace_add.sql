-- A namespace, made where it is not there yet.
--   $name  text
INSERT INTO namespace (name) VALUES ($name) ON CONFLICT DO NOTHING
