// Whether a passage may be seen: recorded, and told by the valid time asked for, or evidence of a
// fact in view.
//   $namespace  text
//   $system     datetime: recorded by then; null = now
//   $told       datetime: told by then; null = any time
//   $shown_by, $shown_after  as in fact_in_view
// uses: @fact_versions
($system IS NULL OR passage.recorded_at <= $system)
    AND ($told IS NULL OR passage.occurred_at <= $told OR EXISTS {
        MATCH (passage)<-[:EVIDENCE]-(claim:Claim)
        UNWIND claim.facts AS fact_id
        @fact_versions
        WITH claim, fact WHERE claim.id IN fact.claim_ids AND @fact_in_view
        RETURN fact
    })
