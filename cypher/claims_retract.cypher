// Claims that are believed no longer, or (null) again.
//   $namespace     text
//   $rows          list of [id, reason]
//   $retracted_at  datetime
UNWIND $rows AS row
MATCH (claim:Claim {namespace: $namespace, id: row[0]})
SET claim.retracted_at = $retracted_at, claim.retraction = row[1]
