// In how many passages some words occur, and the namespace's own node.
//   $namespace  text
//   $words      list of text
MATCH (namespace:Namespace {name: $namespace})
RETURN namespace.passages AS passages, namespace.words AS total, COLLECT {
    UNWIND $words AS given
    MATCH (word:Word {namespace: $namespace, word: given})
    RETURN [word.word, word.passages]
} AS counts
