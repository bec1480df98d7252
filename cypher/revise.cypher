// Move a namespace's system time and counters on.
//   $namespace  text
//   $revision   datetime
//   $changed    integer: how many rows those who follow will see of it, and of a writing of the
//               same time before it
//   $keys, $passages, $words, $erasures  integers: how many more
MATCH (namespace:Namespace {name: $namespace})
SET namespace.changed = $changed + CASE
        WHEN namespace.changed_at = $revision THEN namespace.changed ELSE 0
    END,
    namespace.changed_at = $revision,
    namespace.revision = $revision,
    namespace.keys = namespace.keys + $keys,
    namespace.passages = namespace.passages + $passages,
    namespace.words = namespace.words + $words,
    namespace.erasures = namespace.erasures + $erasures
