// Decisions about names that would never have been made.
//   $namespace  text
//   $rows       list of {alias_id, entity_id, episode_id, system_from as text}
UNWIND $rows AS row
MATCH (:Entity {namespace: $namespace, id: row.alias_id})-[same:SAME|PARTED {
    episode_id: row.episode_id, system_from: datetime(row.system_from)
}]->(:Entity {namespace: $namespace, id: row.entity_id})
DELETE same
