// An episode is kept once.
CREATE CONSTRAINT graphmem_episode IF NOT EXISTS
FOR (n:Episode) REQUIRE (n.namespace, n.id) IS UNIQUE
