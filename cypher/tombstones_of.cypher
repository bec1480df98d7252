// What remains of erased episodes whose digest begins with one of some.
//   $namespace  text
//   $digests    list of text
UNWIND $digests AS digest
MATCH (tombstone:Tombstone)
WHERE tombstone.namespace = $namespace AND tombstone.digest STARTS WITH digest
RETURN tombstone.id AS id, tombstone.episode_id AS episode_id, tombstone.digest AS digest,
    tombstone.reason AS reason,
    tombstone.erased_at.epochSeconds * 1000000 + tombstone.erased_at.microsecond AS erased_at
