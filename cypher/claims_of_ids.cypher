// Claims by id.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (claim:Claim {namespace: $namespace, id: id})
WITH DISTINCT claim
RETURN @claim_columns
