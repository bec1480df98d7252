// Remove the claims that rest on an episode.
//   $namespace  text
//   $episode    text
// returns: how many
MATCH (:Episode {namespace: $namespace, id: $episode})<-[:PART_OF]-(:Passage)
    <-[:EVIDENCE]-(claim:Claim)
WITH DISTINCT claim
DETACH DELETE claim
RETURN count(*)
