// Vectors of the sentences after a number in order, as columns.
//   $namespace  text
//   $after      integer
//   $limit      integer
OPTIONAL MATCH (node:Sentence)
WHERE node.namespace = $namespace AND node.key > $after
WITH node ORDER BY node.key LIMIT $limit
OPTIONAL MATCH (node)<-[:SAID]-(claim:Claim)
RETURN collect(node.key) AS keys,
    collect(claim.told.epochSeconds * 1000000 + claim.told.microsecond) AS told,
    collect(claim.recorded_at.epochSeconds * 1000000 + claim.recorded_at.microsecond) AS recorded,
    collect(node.vector) AS vectors
