// Let the claims know the facts that rest on them.
//   $namespace  text
MATCH ()-[fact:FACT|WAS]->()
WHERE fact.namespace = $namespace AND fact.id IS NOT NULL
UNWIND fact.claim_ids AS id
WITH id, collect(DISTINCT fact.id) AS facts
MATCH (claim:Claim {namespace: $namespace, id: id})
SET claim.facts = facts
