// Say up to which key the vectors are made again; where all are, other processes read them anew.
//   $namespace   text
//   $reembedded  integer, or null
MATCH (namespace:Namespace {name: $namespace})
SET namespace.reembedded = $reembedded,
    namespace.erasures = namespace.erasures + CASE WHEN $reembedded IS NULL THEN 1 ELSE 0 END
