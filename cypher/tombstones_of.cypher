// What remains of erased episodes of some digests.
//   $namespace  text
//   $digests    list of text
UNWIND $digests AS digest
MATCH (tombstone:Tombstone {namespace: $namespace, digest: digest})
RETURN tombstone.id AS id, tombstone.episode_id AS episode_id, tombstone.digest AS digest,
    tombstone.reason AS reason,
    tombstone.erased_at.epochSeconds * 1000000 + tombstone.erased_at.microsecond AS erased_at
