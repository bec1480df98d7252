// Passages in view by key for the first stage of a search, with the turns before and after them.
//   $namespace  text
//   $keys       list of integers
// uses: @passage_in_view, @vectors_in_view
MATCH (namespace:Namespace {name: $namespace})
UNWIND $keys AS key
MATCH (passage:Passage {namespace: $namespace, key: key})-[:INDEXED]->(node:Index)
WHERE @passage_in_view
MATCH (passage)-[:PART_OF]->(episode:Episode)
OPTIONAL MATCH (previous:Passage)-[:NEXT]->(passage)
OPTIONAL MATCH (passage)-[:NEXT]->(following:Passage)
RETURN key, passage.id AS id, passage.episode_id AS episode_id, passage.session AS session,
    passage.speaker AS speaker,
    passage.occurred_at.epochSeconds * 1000000 + passage.occurred_at.microsecond AS occurred_at,
    node.words AS words, node.size AS size,
    CASE WHEN @vectors_in_view THEN node.vector END AS vector,
    COUNT { (episode)<-[:PART_OF]-() } AS parts,
    coalesce(previous.key, 0) AS previous, coalesce(following.key, 0) AS following
