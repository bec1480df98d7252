// Every name that an entity is called by, with its type, once.
//   $namespace  text
MATCH (entity:Entity)<-[named:NAMED]-(:Episode)
WHERE entity.namespace = $namespace AND entity.id IS NOT NULL
RETURN DISTINCT entity.id, named.name, named.type
