// Move a namespace's system time and counters on.
//   $namespace  text
//   $revision   datetime
//   $changed    integer: how many rows those who follow will see of it
//   $keys, $passages, $words, $erasures  integers: how many more
MATCH (namespace:Namespace {name: $namespace})
SET namespace.revision = $revision,
    namespace.changed = $changed,
    namespace.keys = namespace.keys + $keys,
    namespace.passages = namespace.passages + $passages,
    namespace.words = namespace.words + $words,
    namespace.erasures = namespace.erasures + $erasures
