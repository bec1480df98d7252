// How many versions of facts are unknown to a claim that they rest on.
//   $namespace  text
MATCH ()-[fact:FACT|WAS]->()
WHERE fact.namespace = $namespace AND fact.id IS NOT NULL
UNWIND fact.claim_ids AS id
OPTIONAL MATCH (claim:Claim {namespace: $namespace, id: id})
WITH fact, claim WHERE claim IS NULL OR NOT fact.id IN claim.facts
RETURN count(*)
