// What some entities are called, each name and type once.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (held:NameForm {namespace: $namespace, entity_id: id})
RETURN DISTINCT held.entity_id, held.name, held.type
