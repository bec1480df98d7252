// Names in passages.
//   $namespace     text
//   $rows          list of {entity_id, passage_id, name, type, start, end}
//   $mentioned_at  datetime, for those who follow what is written
UNWIND $rows AS row
MATCH (entity:Entity {namespace: $namespace, id: row.entity_id})
MATCH (passage:Passage {namespace: $namespace, id: row.passage_id})
MERGE (passage)-[:MENTIONS {
    name: row.name, type: row.type, start: row.start, end: row.end
}]->(entity)
WITH DISTINCT passage
SET passage.mentioned_at = $mentioned_at
