// All passages of some episodes.
//   $namespace  text
//   $ids        list of text, the episodes
UNWIND $ids AS id
MATCH (:Episode {namespace: $namespace, id: id})<-[:PART_OF]-(passage:Passage)
RETURN @passage_columns
