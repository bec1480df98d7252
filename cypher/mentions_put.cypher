// Names in passages.
//   $namespace  text
//   $rows       list of {entity_id, passage_id, name, type, start, end}
UNWIND $rows AS row
MATCH (entity:Entity {namespace: $namespace, id: row.entity_id})
MATCH (passage:Passage {namespace: $namespace, id: row.passage_id})
MERGE (passage)-[:MENTIONS {
    name: row.name, type: row.type, start: row.start, end: row.end
}]->(entity)
