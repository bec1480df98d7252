// Why a fact is believed: the claims that it rests on, their passages, the episodes they stand in.
//   $namespace  text, e.g. 'default'
//   $name       text, e.g. 'Alice'
//   $other      text, e.g. 'Berlin': the name at the fact's other end
MATCH (called:Entity {namespace: $namespace, name: $name})
MATCH (called)-[:SAME*0..2]-(:Entity)-[fact:FACT]-(:Entity {name: $other})
WITH DISTINCT fact, startNode(fact) AS subject, endNode(fact) AS object
MATCH (claim:Claim {namespace: $namespace})
WHERE claim.id IN fact.claim_ids
MATCH evidence = (claim)-[:EVIDENCE]->(:Passage)-[:PART_OF]->(:Episode)
MATCH about = (claim)-[:SUBJECT|OBJECT]->(:Entity)
RETURN subject, fact, object, evidence, about
LIMIT 300
