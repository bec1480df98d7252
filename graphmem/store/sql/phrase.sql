-- Passages in view that hold some words one after the other.
--   $query  FTS5 phrase
--   $limit  integer
-- uses: @passage_in_view
SELECT passage.key
FROM passage_words JOIN passage ON passage.key = passage_words.rowid
WHERE passage_words MATCH $query AND @passage_in_view
ORDER BY passage_words.rowid
LIMIT $limit
