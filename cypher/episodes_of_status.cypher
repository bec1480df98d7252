// Episodes of one status.
//   $namespace  text
//   $status     text
MATCH (episode:Episode {namespace: $namespace, status: $status})
RETURN @episode_columns
