// Put other vectors in the place of some passages'.
//   $namespace  text
//   $rows       list of {id: text, index: properties}
// returns: the last key
UNWIND $rows AS row
MATCH (passage:Passage {namespace: $namespace, id: row.id})-[:INDEXED]->(node:Index)
SET node += row.index
RETURN max(node.key)
