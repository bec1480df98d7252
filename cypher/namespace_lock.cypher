// Take the database's lock, before a namespace is made.
// returns: how many namespaces were ever made
MATCH (graphmem:Graphmem {name: 'graphmem'})
SET graphmem.namespaces = graphmem.namespaces + 0
RETURN graphmem.namespaces
