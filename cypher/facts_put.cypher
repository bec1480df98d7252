// Versions of facts that are believed.
//   $namespace  text
//   $rows       list of the new relationships' properties, times as text
UNWIND $rows AS row
MATCH (subject:Entity {namespace: $namespace, id: row.subject_id})
MATCH (object:Entity {namespace: $namespace, id: row.object_id})
CREATE (subject)-[fact:FACT]->(object)
SET fact = row {
    .*, valid_from: datetime(row.valid_from), valid_to: datetime(row.valid_to),
    shown_from: datetime(row.shown_from), shown_to: datetime(row.shown_to),
    told: datetime(row.told), system_from: datetime(row.system_from),
    system_to: datetime(row.system_to)
}
