// The words of an episode's passages.
//   $namespace  text
//   $episode    text
MATCH (:Episode {namespace: $namespace, id: $episode})<-[:PART_OF]-(:Passage)
    -[:INDEXED]->(node:Index)
RETURN node.words
