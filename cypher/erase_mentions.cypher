// Remove the mentions in an episode's passages.
//   $namespace  text
//   $episode    text
// returns: how many
MATCH (:Episode {namespace: $namespace, id: $episode})<-[:PART_OF]-(:Passage)-[mention:MENTIONS]->()
DELETE mention
RETURN count(*)
