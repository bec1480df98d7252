// The numbers of the sentences of claims behind the facts in view.
//   $namespace  text
// uses: @fact_in_view
MATCH ()-[fact:FACT|WAS]->()
WHERE fact.namespace = $namespace AND fact.id IS NOT NULL AND @fact_in_view
UNWIND fact.claim_ids AS id
WITH DISTINCT id
MATCH (:Claim {namespace: $namespace, id: id})-[:SAID]->(node:Sentence)
RETURN collect(node.key) AS keys
