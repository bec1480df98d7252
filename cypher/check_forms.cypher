// Every form of a name.
//   $namespace  text
MATCH (held:NameForm)
WHERE held.namespace = $namespace AND held.form IS NOT NULL
RETURN held.form, held.entity_id, held.name, held.type
