// Make a namespace; the database's lock is held.
//   $namespace, $embedder  text
//   $dimension             integer, of the vectors
MATCH (graphmem:Graphmem {name: 'graphmem'})
SET graphmem.namespaces = graphmem.namespaces + 1
CREATE (:Namespace {
    name: $namespace, number: graphmem.namespaces, embedder: $embedder, dimension: $dimension,
    keys: 0, passages: 0, words: 0, erasures: 0, said: true
})
