-- Whether a claim may be seen: recorded and not retracted, and told by the valid time asked for,
-- or behind a fact in view.
--   $system                    instant: what was recorded, and not yet retracted, by then
--   $told                      instant: claims told later are hidden
--   $shown_by, $shown_after    instants: facts shown from the one on and until after the other
claim.recorded_at <= $system AND (claim.retracted_at IS NULL OR claim.retracted_at > $system)
AND (claim.told <= $told OR EXISTS (
    SELECT 1
    FROM fact_claim AS fc JOIN fact AS f ON f.key = fc.fact
    WHERE fc.claim = claim.key
        AND f.system_from <= $system AND f.system_to > $system
        AND f.shown_from <= $shown_by AND f.shown_to > $shown_after
))
