// One tombstone for a telling.
CREATE CONSTRAINT graphmem_tombstone IF NOT EXISTS
FOR (n:Tombstone) REQUIRE (n.namespace, n.digest) IS UNIQUE
