// Vectors of the passages after a key in order, as columns, whose they are, and how often was
// erased.
//   $namespace  text
//   $after      integer
//   $limit      integer
MATCH (namespace:Namespace {name: $namespace})
OPTIONAL MATCH (node:Index)
WHERE node.namespace = $namespace AND node.key > $after
WITH namespace, node ORDER BY node.key LIMIT $limit
OPTIONAL MATCH (node)<-[:INDEXED]-(passage:Passage)
RETURN namespace.embedder AS embedder, namespace.dimension AS dimension,
    namespace.reembedded AS reembedded, namespace.erasures AS erasures, collect(node.key) AS keys,
    collect(passage.occurred_at.epochSeconds * 1000000 + passage.occurred_at.microsecond) AS told,
    collect(passage.recorded_at.epochSeconds * 1000000 + passage.recorded_at.microsecond)
        AS recorded,
    collect(node.vector) AS vectors
