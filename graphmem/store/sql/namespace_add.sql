-- A namespace, made where it is not there yet.
--   $name, $embedder  text
--   $dimension        integer, of the vectors
INSERT INTO namespace (name, embedder, dimension) VALUES ($name, $embedder, $dimension)
ON CONFLICT DO NOTHING
