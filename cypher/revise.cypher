// Move a namespace's system time and counters on.
//   $namespace  text
//   $revision   datetime
//   $keys, $passages, $words, $erasures  integers: how many more
MATCH (namespace:Namespace {name: $namespace})
SET namespace.revision = $revision,
    namespace.keys = namespace.keys + $keys,
    namespace.passages = namespace.passages + $passages,
    namespace.words = namespace.words + $words,
    namespace.erasures = namespace.erasures + $erasures
