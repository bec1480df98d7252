-- Keep what remains of an erased episode.
--   $ns, $digest, $id, $episode_id, $reason
--   $erased_at  instant
INSERT INTO tombstone (ns, digest, id, episode_id, erased_at, reason)
VALUES ($ns, $digest, $id, $episode_id, $erased_at, $reason)
ON CONFLICT DO UPDATE SET erased_at = $erased_at, reason = $reason
