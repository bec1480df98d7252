-- Which of some passages are in view.
--   $keys  JSON list of integers
-- uses: @passage_in_view
SELECT passage.key
FROM json_each($keys) AS given CROSS JOIN passage ON passage.key = given.value
WHERE @passage_in_view
