-- Keep what remains of an erased episode; one erased before under the same telling gives way.
--   $ns, $digest, $id, $episode_id, $reason
--   $erased_at  instant
INSERT INTO tombstone (ns, digest, id, episode_id, erased_at, reason)
VALUES ($ns, $digest, $id, $episode_id, $erased_at, $reason)
ON CONFLICT DO UPDATE SET id = $id, episode_id = $episode_id, erased_at = $erased_at,
    reason = $reason
