-- Passages told after the valid time asked for that are evidence of a fact in view.
--   $ns  integer
-- uses: @passage_in_view
SELECT passage.key
FROM passage
WHERE passage.ns = $ns AND passage.occurred_at > $told AND @passage_in_view
