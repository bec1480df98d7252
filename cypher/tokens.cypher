// The tokens of some passages; none where they are not this embedder's or not complete.
//   $namespace  text
//   $keys       list of integers
// uses: @vectors_in_view
MATCH (namespace:Namespace {name: $namespace})
UNWIND $keys AS key
MATCH (node:Index {namespace: $namespace, key: key})
RETURN key, CASE WHEN @vectors_in_view THEN node.tokens END AS tokens,
    CASE WHEN @vectors_in_view THEN node.token_vectors END AS token_vectors
