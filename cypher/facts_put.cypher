// Versions of facts that are believed.
//   $namespace  text
//   $rows       list of the new relationships' properties
UNWIND $rows AS row
MATCH (subject:Entity {namespace: $namespace, id: row.subject_id})
MATCH (object:Entity {namespace: $namespace, id: row.object_id})
CREATE (subject)-[fact:FACT]->(object)
SET fact = row
