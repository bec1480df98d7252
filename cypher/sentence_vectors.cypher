// Vectors of the sentences after a number in order, as columns, how often was erased, and the
// numbers of the sentences of claims that were retracted.
//   $namespace  text
//   $after      integer
//   $limit      integer
//   $system     datetime: retracted by then; null = now
MATCH (namespace:Namespace {name: $namespace})
OPTIONAL MATCH (node:Sentence)
WHERE node.namespace = $namespace AND node.key > $after
WITH namespace, node ORDER BY node.key LIMIT $limit
OPTIONAL MATCH (node)<-[:SAID]-(claim:Claim)
WITH namespace.erasures AS erasures, collect(node.key) AS keys,
    collect(claim.told.epochSeconds * 1000000 + claim.told.microsecond) AS told,
    collect(claim.recorded_at.epochSeconds * 1000000 + claim.recorded_at.microsecond) AS recorded,
    collect(node.vector) AS vectors
RETURN erasures,
    COLLECT {
        MATCH (gone:Claim)-[:SAID]->(hidden:Sentence)
        WHERE gone.namespace = $namespace AND gone.retracted_at IS NOT NULL
            AND ($system IS NULL OR gone.retracted_at <= $system)
        RETURN hidden.key
    } AS retracted,
    keys, told, recorded, vectors
