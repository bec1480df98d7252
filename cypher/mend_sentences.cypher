// Remove the sentences that have no claim.
//   $namespace  text
MATCH (node:Sentence)
WHERE node.namespace = $namespace AND node.key IS NOT NULL AND NOT EXISTS { (node)<-[:SAID]-() }
DELETE node
