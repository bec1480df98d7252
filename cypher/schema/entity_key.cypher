// The number that stands for an entity in the walk.
CREATE CONSTRAINT graphmem_entity_key IF NOT EXISTS
FOR (n:Entity) REQUIRE (n.namespace, n.key) IS UNIQUE
