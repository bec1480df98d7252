// Put a namespace's statistics right.
//   $namespace  text
//   $passages, $words  integers
MATCH (namespace:Namespace {name: $namespace})
SET namespace.passages = $passages, namespace.words = $words
