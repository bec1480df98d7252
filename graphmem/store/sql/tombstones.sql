-- What remains of erased episodes: those of some digests, or all.
--   $ns       integer
--   $digests  JSON list of text, or null for all
SELECT id, episode_id, digest, erased_at, reason
FROM tombstone
WHERE ns = $ns AND ($digests IS NULL OR digest IN (SELECT value FROM json_each($digests)))
ORDER BY erased_at, id
