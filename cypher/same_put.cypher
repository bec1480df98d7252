// Decisions that a name refers to an entity. One that only means a kind of thing by the name is
// called like it.
//   $namespace  text
//   $rows       list of {alias_id, entity_id, kind, properties, times as text}; kind may be null
UNWIND $rows AS row
WITH row, row.properties AS given
MATCH (alias:Entity {namespace: $namespace, id: row.alias_id})
MATCH (entity:Entity {namespace: $namespace, id: row.entity_id})
CREATE (alias)-[same:SAME]->(entity)
SET same = given {
    .*, system_from: datetime(given.system_from), system_to: datetime(given.system_to)
}
FOREACH (kind IN CASE WHEN row.kind IS NULL THEN [] ELSE [row.kind] END |
    SET entity.name = alias.name, entity.type = kind)
