// Which of some passages are in view.
//   $namespace  text
//   $keys       list of integers
// uses: @passage_in_view
UNWIND $keys AS key
MATCH (passage:Passage {namespace: $namespace, key: key})
WHERE @passage_in_view
RETURN collect(key) AS keys
