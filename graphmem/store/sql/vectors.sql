-- Vectors of the passages after a key, in order; the sign keeps SQLite on the keys.
--   $ns     integer
--   $after  key
SELECT passage.key, passage.occurred_at, passage.recorded_at, passage_index.vector
FROM passage JOIN passage_index ON passage_index.passage = passage.key
WHERE +passage.ns = $ns AND passage.key > $after
ORDER BY passage.key
