// Claims know the facts that rest on them.
//   $namespace  text
//   $rows       list of {claim: id, facts: ids}
UNWIND $rows AS row
MATCH (claim:Claim {namespace: $namespace, id: row.claim})
SET claim.facts = claim.facts + [id IN row.facts WHERE NOT id IN claim.facts]
