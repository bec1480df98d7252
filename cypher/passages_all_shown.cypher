// All passages that are evidence of facts in view, whenever they were told.
//   $namespace  text
//   $system     datetime: recorded by then; null = now
//   $shown_by, $shown_after  as in fact_in_view
// uses: @versions @fact_in_view
@versions
WITH fact WHERE @fact_in_view
UNWIND fact.evidence AS id
WITH DISTINCT id
MATCH (passage:Passage {namespace: $namespace, id: id})
WHERE $system IS NULL OR passage.recorded_at <= $system
RETURN collect(passage.key) AS keys
