// Passages in view by key for the first stage of a search, with the turns before and after them.
//   $namespace  text
//   $keys       list of integers
// uses: @passage_in_view, @vectors_in_view
// returns: the columns' names, and a list for each passage
MATCH (namespace:Namespace {name: $namespace})
UNWIND $keys AS key
MATCH (passage:Passage {namespace: $namespace, key: key})
WHERE @passage_in_view
MATCH (node:Index {namespace: $namespace, key: key})
MATCH (episode:Episode {namespace: $namespace, id: passage.episode_id})
CALL (passage) {
    WITH passage WHERE passage.session IS NOT NULL
    OPTIONAL MATCH (previous:Passage)-[:NEXT]->(passage)
    OPTIONAL MATCH (passage)-[:NEXT]->(following:Passage)
    RETURN previous.key AS previous, following.key AS following
    UNION ALL
    WITH passage WHERE passage.session IS NULL
    RETURN null AS previous, null AS following
}
RETURN [
    'key', 'id', 'episode_id', 'session', 'speaker', 'occurred_at',
    'words', 'size', 'vector', 'parts', 'previous', 'following'
] AS names, collect([
    key, passage.id, passage.episode_id, passage.session, passage.speaker,
    passage.occurred_at.epochSeconds * 1000000 + passage.occurred_at.microsecond,
    node.words, node.size, CASE WHEN @vectors_in_view THEN node.vector END,
    COUNT { (episode)<-[:PART_OF]-() }, coalesce(previous, 0), coalesce(following, 0)
]) AS found
