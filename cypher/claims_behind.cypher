// The numbers of the sentences of claims behind the facts in view.
//   $namespace  text
// uses: @versions, @fact_in_view
@versions
WITH fact WHERE @fact_in_view
UNWIND fact.claim_ids AS id
WITH DISTINCT id
MATCH (:Claim {namespace: $namespace, id: id})-[:SAID]->(node:Sentence)
RETURN collect(node.key) AS keys
