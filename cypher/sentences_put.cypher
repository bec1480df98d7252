// Keep what is searched of claims, in the place of what was there.
//   $namespace  text
//   $rows       list of {claim: id, node: properties}
UNWIND $rows AS row
MATCH (claim:Claim {namespace: $namespace, id: row.claim})
OPTIONAL MATCH (claim)-[:SAID]->(old:Sentence)
DETACH DELETE old
WITH claim, row
CREATE (claim)-[:SAID]->(node:Sentence)
SET node = row.node
