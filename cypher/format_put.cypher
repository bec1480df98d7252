// Say that this is graphmem's database.
//   $format  integer
MERGE (graphmem:Graphmem {name: 'graphmem'})
ON CREATE SET graphmem.format = $format, graphmem.namespaces = 0
