// The tokens of some passages.
//   $namespace  text
//   $keys       list of integers
UNWIND $keys AS key
MATCH (node:Index {namespace: $namespace, key: key})
RETURN key, node.tokens AS tokens, node.token_vectors AS token_vectors
