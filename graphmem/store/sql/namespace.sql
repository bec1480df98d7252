-- A namespace's row.
--   $name  text
-- returns: ns, embedder, dimension, reembedded, revision, passages, words, erasures
SELECT ns, embedder, dimension, reembedded, revision, passages, words, erasures
FROM namespace WHERE name = $name
