// Passages by id, in view.
//   $namespace  text
//   $ids        list of text
// uses: @passage_in_view
UNWIND $ids AS id
MATCH (passage:Passage {namespace: $namespace, id: id})
WHERE @passage_in_view
RETURN @passage_columns
