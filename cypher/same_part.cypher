// Decisions about names that are believed no longer.
//   $namespace  text
//   $rows       list of {alias_id, entity_id, episode_id, system_from as text}
//   $system     datetime
UNWIND $rows AS row
MATCH (alias:Entity {namespace: $namespace, id: row.alias_id})-[same:SAME {
    episode_id: row.episode_id, system_from: datetime(row.system_from)
}]->(entity:Entity {namespace: $namespace, id: row.entity_id})
CREATE (alias)-[parted:PARTED]->(entity)
SET parted = properties(same), parted.system_to = $system
DELETE same
