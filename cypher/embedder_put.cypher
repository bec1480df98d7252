// Let a namespace's vectors be another embedder's, all to be made again.
//   $namespace, $embedder  text
//   $dimension             integer
MATCH (namespace:Namespace {name: $namespace})
SET namespace.embedder = $embedder, namespace.dimension = $dimension, namespace.reembedded = 0,
    namespace.erasures = namespace.erasures + 1
