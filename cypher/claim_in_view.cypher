// Whether a claim may be seen: recorded and not retracted, and told by the valid time asked for, or
// behind a fact in view.
//   $namespace  text
//   $system     datetime: recorded, and not yet retracted, by then; null = now
//   $told       datetime: told by then; null = any time
//   $shown_by, $shown_after  as in fact_in_view
// uses: @fact_versions
($system IS NULL OR claim.recorded_at <= $system)
    AND (claim.retracted_at IS NULL OR claim.retracted_at > $system)
    AND ($told IS NULL OR claim.told <= $told OR EXISTS {
        UNWIND claim.facts AS fact_id
        @fact_versions
        WITH claim, fact WHERE claim.id IN fact.claim_ids AND @fact_in_view
        RETURN fact
    })
