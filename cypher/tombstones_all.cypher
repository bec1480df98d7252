// What remains of erased episodes.
//   $namespace  text
MATCH (tombstone:Tombstone)
WHERE tombstone.namespace = $namespace AND tombstone.digest IS NOT NULL
RETURN tombstone.id AS id, tombstone.episode_id AS episode_id, tombstone.digest AS digest,
    tombstone.reason AS reason,
    tombstone.erased_at.epochSeconds * 1000000 + tombstone.erased_at.microsecond AS erased_at
