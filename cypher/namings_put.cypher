// Episodes called entities by names; people see the name of the first telling, and a type
// without the mark of one that is guessed.
//   $namespace  text
//   $rows       list of {entity_id, episode_id, name, type, told as text}
UNWIND $rows AS given
WITH given {.*, told: datetime(given.told)} AS row
MATCH (entity:Entity {namespace: $namespace, id: row.entity_id})
MATCH (episode:Episode {namespace: $namespace, id: row.episode_id})
MERGE (episode)-[:NAMED {name: row.name, type: row.type}]->(entity)
SET entity.name = CASE
        WHEN entity.told IS NULL OR row.told < entity.told THEN row.name ELSE entity.name END,
    entity.type = CASE coalesce(entity.type, '')
        WHEN '' THEN replace(row.type, '?', '') ELSE entity.type END,
    entity.told = CASE
        WHEN entity.told IS NULL OR row.told < entity.told THEN row.told ELSE entity.told END
