-- The tokens of some passages.
--   $keys  JSON list of integers
SELECT passage_index.tokens, passage_index.token_vectors
FROM json_each($keys) AS given CROSS JOIN passage_index ON passage_index.passage = given.value
ORDER BY given.key
