// Keep what remains of an erased episode; one erased before under the same telling gives way.
//   $namespace, $digest  text
//   $properties          the node's properties
MERGE (tombstone:Tombstone {namespace: $namespace, digest: $digest})
SET tombstone = $properties
