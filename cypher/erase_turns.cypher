// Join the turn before an episode's passages with the one after them.
//   $namespace  text
//   $episode    text
MATCH (episode:Episode {namespace: $namespace, id: $episode})
MATCH (episode)<-[:PART_OF]-(:Passage)<-[:NEXT]-(before:Passage)
WHERE before.episode_id <> $episode
MATCH (episode)<-[:PART_OF]-(:Passage)-[:NEXT]->(after:Passage)
WHERE after.episode_id <> $episode
CREATE (before)-[:NEXT]->(after)
