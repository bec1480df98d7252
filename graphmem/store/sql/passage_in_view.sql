-- Whether a passage may be seen: recorded, and told by the valid time asked for, or evidence of a
-- fact in view.
--   $system                    instant: what was recorded by then
--   $told                      instant: passages told later are hidden
--   $shown_by, $shown_after    instants: facts shown from the one on and until after the other
passage.recorded_at <= $system AND (passage.occurred_at <= $told OR EXISTS (
    SELECT 1
    FROM evidence AS e
    JOIN fact_claim AS fc ON fc.claim = e.claim
    JOIN fact AS f ON f.key = fc.fact
    WHERE e.passage = passage.key
        AND f.system_from <= $system AND f.system_to > $system
        AND f.shown_from <= $shown_by AND f.shown_to > $shown_after
))
