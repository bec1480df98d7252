// A passage is kept once.
CREATE CONSTRAINT graphmem_passage IF NOT EXISTS
FOR (n:Passage) REQUIRE (n.namespace, n.id) IS UNIQUE
