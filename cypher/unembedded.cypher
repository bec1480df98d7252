// The first passages whose vectors are to be made again.
//   $namespace  text
//   $limit      integer
MATCH (namespace:Namespace {name: $namespace})
WHERE namespace.reembedded IS NOT NULL
MATCH (node:Index)
WHERE node.namespace = $namespace AND node.key > namespace.reembedded
WITH node ORDER BY node.key LIMIT $limit
MATCH (node)<-[:INDEXED]-(passage:Passage)
RETURN @passage_columns
ORDER BY key
