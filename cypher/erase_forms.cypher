// Of some entities, remove the forms of names that no episode calls them any more.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (held:NameForm {namespace: $namespace, entity_id: id})
WHERE NOT EXISTS {
    MATCH (:Entity {namespace: $namespace, id: id})<-[:NAMED {name: held.name, type: held.type}]-()
}
DELETE held
