// Note whether every claim has its sentence.
//   $namespace  text
MATCH (namespace:Namespace {name: $namespace})
SET namespace.said = CASE WHEN EXISTS {
    MATCH (claim:Claim)
    WHERE claim.namespace = $namespace AND claim.id IS NOT NULL AND NOT EXISTS { (claim)-[:SAID]->() }
} THEN null ELSE true END
