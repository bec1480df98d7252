-- The tokens of some passages; none where they are not this embedder's or not complete, or where
-- the passage is gone.
--   $keys  JSON list of integers
-- uses: @vectors_in_view
SELECT CASE WHEN @vectors_in_view THEN passage_index.tokens ELSE x'' END,
    CASE WHEN @vectors_in_view THEN passage_index.token_vectors ELSE x'' END
FROM json_each($keys) AS given LEFT JOIN passage_index ON passage_index.passage = given.value
ORDER BY given.key
