// Vectors of the passages after a key in order, as columns.
//   $namespace  text
//   $after      integer
//   $limit      integer
OPTIONAL MATCH (node:Index)
WHERE node.namespace = $namespace AND node.key > $after
WITH node ORDER BY node.key LIMIT $limit
OPTIONAL MATCH (node)<-[:INDEXED]-(passage:Passage)
RETURN collect(node.key) AS keys,
    collect(passage.occurred_at.epochSeconds * 1000000 + passage.occurred_at.microsecond) AS told,
    collect(passage.recorded_at.epochSeconds * 1000000 + passage.recorded_at.microsecond)
        AS recorded,
    collect(node.vector) AS vectors
