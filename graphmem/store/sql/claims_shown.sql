-- Which of some claims are in view.
--   $keys  JSON list of integers
-- uses: @claim_in_view
SELECT claim.key
FROM json_each($keys) AS given CROSS JOIN claim ON claim.key = given.value
WHERE @claim_in_view
