-- A namespace's row.
--   $name  text
-- returns: ns, revision, passages, words, erasures
SELECT ns, revision, passages, words, erasures FROM namespace WHERE name = $name
