// Remove the claims that rest on an episode, and what is searched of them.
//   $namespace  text
//   $episode    text
// returns: how many
MATCH (:Episode {namespace: $namespace, id: $episode})<-[:PART_OF]-(:Passage)
    <-[:EVIDENCE]-(claim:Claim)
WITH DISTINCT claim
OPTIONAL MATCH (claim)-[:SAID]->(node:Sentence)
DETACH DELETE node, claim
RETURN count(DISTINCT claim)
