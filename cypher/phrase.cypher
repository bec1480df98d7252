// Passages in view that hold some words one after the other.
//   $namespace  text
//   $query      Lucene phrase
//   $limit      integer
// uses: @passage_in_view
CALL db.index.fulltext.queryNodes('graphmem_words', $query) YIELD node
MATCH (node)<-[:INDEXED]-(passage:Passage)
WHERE @passage_in_view
WITH passage.key AS key ORDER BY key LIMIT $limit
RETURN collect(key) AS keys
