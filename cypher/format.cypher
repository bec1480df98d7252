// Whose database it is: the format that graphmem wrote, or null, and whether anything is there.
// returns: format, used
OPTIONAL MATCH (graphmem:Graphmem {name: 'graphmem'})
RETURN graphmem.format AS format, EXISTS { MATCH () } AS used
