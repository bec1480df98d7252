// Remove the decisions that rest on an episode.
//   $namespace  text
//   $episode    text
// returns: how many
MATCH ()-[same:SAME|PARTED]->()
WHERE same.namespace = $namespace AND same.episode_id = $episode
DELETE same
RETURN count(*)
