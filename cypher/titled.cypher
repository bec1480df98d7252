// Passages in view of episodes with some titles.
//   $namespace  text
//   $titles     list of title keys
// uses: @passage_in_view
UNWIND $titles AS title
MATCH (:Episode {namespace: $namespace, title_key: title})<-[:PART_OF]-(passage:Passage)
WHERE @passage_in_view
RETURN title, passage.key AS key
