// Entities, made where they are not there yet.
//   $namespace  text
//   $rows       list of [id, key]
UNWIND $rows AS row
MERGE (entity:Entity {namespace: $namespace, id: row[0]})
ON CREATE SET entity.key = row[1]
