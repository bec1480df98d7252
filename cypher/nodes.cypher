// The keys of some entities.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (entity:Entity {namespace: $namespace, id: id})
RETURN id, entity.key AS key
