// Remove an episode's passages and what is searched of them.
//   $namespace  text
//   $episode    text
// returns: how many
MATCH (:Episode {namespace: $namespace, id: $episode})<-[:PART_OF]-(passage:Passage)
    -[:INDEXED]->(node:Index)
DETACH DELETE node, passage
RETURN count(*)
