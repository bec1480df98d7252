-- Vectors of the sentences after a key, in order; the sign keeps SQLite on the keys.
--   $ns     integer
--   $after  key
SELECT claim.key, claim.told, claim.recorded_at, sentence.vector
FROM claim JOIN sentence ON sentence.claim = claim.key
WHERE +claim.ns = $ns AND claim.key > $after
ORDER BY claim.key
