// Claims without a sentence; none where the namespace says that all have one.
//   $namespace  text
//   $limit      integer
MATCH (namespace:Namespace {name: $namespace})
WHERE namespace.said IS NULL
MATCH (claim:Claim)
WHERE claim.namespace = $namespace AND claim.id IS NOT NULL AND NOT EXISTS { (claim)-[:SAID]->() }
RETURN @claim_columns
LIMIT $limit
