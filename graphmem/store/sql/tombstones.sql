-- What remains of erased episodes: those whose digest begins with one of some, or all.
--   $ns       integer
--   $digests  JSON list of text, or null for all
SELECT DISTINCT tombstone.id, episode_id, digest, erased_at, reason
FROM json_each(coalesce($digests, '[""]')) AS given
CROSS JOIN tombstone
    ON ns = $ns AND digest >= given.value AND digest < given.value || '~'
ORDER BY erased_at, tombstone.id
