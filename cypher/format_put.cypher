// Say that this is graphmem's database.
//   $format  integer
MERGE (graphmem:Graphmem {name: 'graphmem'})
ON CREATE SET graphmem.namespaces = 0
SET graphmem.format = $format
