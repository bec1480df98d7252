-- Claims told after the valid time asked for that stand behind a fact in view.
--   $ns  integer
-- uses: @claim_in_view
SELECT claim.key
FROM claim
WHERE claim.ns = $ns AND claim.told > $told AND @claim_in_view
