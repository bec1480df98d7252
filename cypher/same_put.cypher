// Decisions that a name refers to an entity.
//   $namespace  text
//   $rows       list of {alias_id, entity_id, properties, times as text}
UNWIND $rows AS row
WITH row, row.properties AS given
MATCH (alias:Entity {namespace: $namespace, id: row.alias_id})
MATCH (entity:Entity {namespace: $namespace, id: row.entity_id})
CREATE (alias)-[same:SAME]->(entity)
SET same = given {
    .*, system_from: datetime(given.system_from), system_to: datetime(given.system_to)
}
