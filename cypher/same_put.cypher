// Decisions that a name refers to an entity.
//   $namespace  text
//   $rows       list of {alias_id, entity_id, properties}
UNWIND $rows AS row
MATCH (alias:Entity {namespace: $namespace, id: row.alias_id})
MATCH (entity:Entity {namespace: $namespace, id: row.entity_id})
CREATE (alias)-[same:SAME]->(entity)
SET same = row.properties
