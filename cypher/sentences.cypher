// Claims in view for a search: those whose sentences have some numbers, and those that rest on
// some passages.
//   $namespace  text
//   $keys       list of integers
//   $passages   list of integers
//   $most       integer: so many that rest on passages, the first ones'
// uses: @claim_in_view
// What rests on passages comes in their order, and ends when it is enough: sorted, all had to be read.
// returns: the columns' names, and a list for each claim
CALL () {
    UNWIND $keys AS key
    MATCH (node:Sentence {namespace: $namespace, key: key})
    RETURN node
    UNION
    UNWIND $passages AS key
    MATCH (passage:Passage {namespace: $namespace, key: key})
    CALL (passage) {
        MATCH (passage)<-[:EVIDENCE]-(claim:Claim)-[:SAID]->(node)
        WHERE @claim_in_view
        RETURN node ORDER BY node.key
    }
    WITH DISTINCT node LIMIT $most
    RETURN node
}
MATCH (node)<-[:SAID]-(claim:Claim)-[:SUBJECT]->(subject:Entity)
OPTIONAL MATCH (claim)-[:OBJECT]->(object:Entity)
RETURN [
    'key', 'subject', 'object', 'passages', 'words', 'vector', 'tokens', 'token_vectors'
] AS names, collect([
    node.key, subject.key, coalesce(object.key, 0),
    COLLECT { MATCH (claim)-[:EVIDENCE]->(passage:Passage) RETURN passage.key },
    node.words, node.vector, node.tokens, node.token_vectors
]) AS found
