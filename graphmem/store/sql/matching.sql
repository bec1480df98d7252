-- Passages in view that hold any of some words, best first by BM25.
--   $query  FTS5 expression, made of quoted words only
--   $limit  integer
-- uses: @passage_in_view
SELECT passage.key, -bm25(passage_words) AS score
FROM passage_words JOIN passage ON passage.key = passage_words.rowid
WHERE passage_words MATCH $query AND @passage_in_view
ORDER BY score DESC, passage.key
LIMIT $limit
