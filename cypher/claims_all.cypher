// All claims.
//   $namespace  text
MATCH (claim:Claim)
WHERE claim.namespace = $namespace AND claim.id IS NOT NULL
RETURN @claim_columns
