// The evidence of every fact in view.
//   $namespace  text
// uses: @fact_in_view
MATCH ()-[fact:FACT|WAS]->()
WHERE fact.namespace = $namespace AND fact.id IS NOT NULL AND @fact_in_view
UNWIND fact.evidence AS id
WITH DISTINCT id
MATCH (passage:Passage {namespace: $namespace, id: id})
RETURN collect(passage.key) AS keys
