// Which of some episodes are there already.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (episode:Episode {namespace: $namespace, id: id})
RETURN episode.id
