// Forms under which entities' names are found.
//   $namespace  text
//   $rows       list of [form, entity id, name, type]
UNWIND $rows AS row
MERGE (:NameForm {
    namespace: $namespace, form: row[0], entity_id: row[1], name: row[2], type: row[3]
})
