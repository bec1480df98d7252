// Versions of facts that were believed once.
//   $namespace  text
//   $rows       list of the new relationships' properties
UNWIND $rows AS row
MATCH (subject:Entity {namespace: $namespace, id: row.subject_id})
MATCH (object:Entity {namespace: $namespace, id: row.object_id})
CREATE (subject)-[fact:WAS]->(object)
SET fact = row
