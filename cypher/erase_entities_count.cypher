// How many entities only this episode calls by a name.
//   $namespace  text
//   $episode    text
MATCH (:Episode {namespace: $namespace, id: $episode})-[:NAMED]->(entity:Entity)
WITH DISTINCT entity
WHERE NOT EXISTS { MATCH (entity)<-[:NAMED]-(other:Episode) WHERE other.id <> $episode }
RETURN count(*)
