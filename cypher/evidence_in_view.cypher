// The evidence of every fact in view.
//   $namespace  text
// uses: @versions, @fact_in_view
@versions
WITH fact WHERE @fact_in_view
UNWIND fact.evidence AS id
WITH DISTINCT id
MATCH (passage:Passage {namespace: $namespace, id: id})
RETURN collect(passage.key) AS keys
