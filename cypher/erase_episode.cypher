// Remove an episode.
//   $namespace  text
//   $episode    text
// returns: how many
MATCH (episode:Episode {namespace: $namespace, id: $episode})
DETACH DELETE episode
RETURN count(*)
