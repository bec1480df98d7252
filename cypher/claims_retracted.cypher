// The numbers of the sentences of claims that were retracted, and when in microseconds since 1970.
//   $namespace  text
MATCH (claim:Claim)-[:SAID]->(node:Sentence)
WHERE claim.namespace = $namespace AND claim.retracted_at IS NOT NULL
RETURN collect(node.key) AS keys,
    collect(claim.retracted_at.epochSeconds * 1000000 + claim.retracted_at.microsecond) AS times
