// How many claims have no sentence, and how many sentences have no claim.
//   $namespace  text
RETURN COUNT {
    MATCH (claim:Claim)
    WHERE claim.namespace = $namespace AND claim.id IS NOT NULL AND NOT EXISTS { (claim)-[:SAID]->() }
} AS missing, COUNT {
    MATCH (node:Sentence)
    WHERE node.namespace = $namespace AND node.key IS NOT NULL AND NOT EXISTS { (node)<-[:SAID]-() }
} AS extra
