// Keep passages of episodes, with what is searched of them on a node of its own.
//   $namespace  text
//   $rows       list of {passage: properties, times as text; index: properties}
UNWIND $rows AS row
WITH row.passage AS given, row.index AS searched
MATCH (episode:Episode {namespace: $namespace, id: given.episode_id})
CREATE (episode)<-[:PART_OF]-(passage:Passage)-[:INDEXED]->(node:Index)
SET passage = given {
    .*, occurred_at: datetime(given.occurred_at), recorded_at: datetime(given.recorded_at)
}, node = searched
