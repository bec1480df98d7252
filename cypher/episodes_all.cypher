// All episodes.
//   $namespace  text
MATCH (episode:Episode)
WHERE episode.namespace = $namespace AND episode.id IS NOT NULL
RETURN @episode_columns
