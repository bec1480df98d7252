-- Passages that hold any of some words, best first by BM25, where nothing is hidden.
--   $query  FTS5 expression, made of quoted words only
--   $limit  integer
SELECT rowid, -bm25(passage_words) AS score
FROM passage_words
WHERE passage_words MATCH $query
ORDER BY score DESC, rowid
LIMIT $limit
