// The numbers of the sentences of all claims that are behind facts in view, whenever they were told.
//   $namespace  text
//   $system     datetime: recorded, and not yet retracted, by then; null = now
//   $shown_by, $shown_after  as in fact_in_view
// uses: @versions @fact_in_view
@versions
WITH fact WHERE @fact_in_view
UNWIND fact.claim_ids AS id
WITH DISTINCT id
MATCH (claim:Claim {namespace: $namespace, id: id})-[:SAID]->(node:Sentence)
WHERE ($system IS NULL OR claim.recorded_at <= $system)
    AND (claim.retracted_at IS NULL OR claim.retracted_at > $system)
RETURN collect(node.key) AS keys
