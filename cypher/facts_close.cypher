// Versions of facts that are believed no longer.
//   $namespace  text
//   $rows       list of [id, system_from as text]
//   $system     datetime
UNWIND $rows AS row
MATCH (subject)-[fact:FACT]->(object)
WHERE fact.namespace = $namespace AND fact.id = row[0] AND fact.system_from = datetime(row[1])
CREATE (subject)-[was:WAS]->(object)
SET was = properties(fact), was.system_to = $system
DELETE fact
