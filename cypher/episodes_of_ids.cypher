// Episodes by id.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (episode:Episode {namespace: $namespace, id: id})
RETURN @episode_columns
