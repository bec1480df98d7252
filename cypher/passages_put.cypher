// Keep passages of episodes, with what is searched of them on a node of its own.
//   $namespace  text
//   $rows       list of {passage: properties, index: properties}
UNWIND $rows AS row
MATCH (episode:Episode {namespace: $namespace, id: row.passage.episode_id})
CREATE (episode)<-[:PART_OF]-(passage:Passage)-[:INDEXED]->(node:Index)
SET passage = row.passage, node = row.index
