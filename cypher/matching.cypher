// Passages in view that hold any of some words, best first by BM25.
//   $namespace  text
//   $query      Lucene expression, made of quoted words only
//   $limit      integer
// uses: @passage_in_view
CALL db.index.fulltext.queryNodes('graphmem_words', $query) YIELD node, score
MATCH (node)<-[:INDEXED]-(passage:Passage)
WHERE @passage_in_view
WITH passage.key AS key, score ORDER BY score DESC, key LIMIT $limit
RETURN collect(key) AS keys, collect(score) AS scores
