// One name, one entity: whoever writes at the same time.
CREATE CONSTRAINT graphmem_entity IF NOT EXISTS
FOR (n:Entity) REQUIRE (n.namespace, n.id) IS UNIQUE
