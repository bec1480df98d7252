// What is called by names of some forms.
//   $namespace  text
//   $forms      list of text
UNWIND $forms AS form
MATCH (held:NameForm {namespace: $namespace, form: form})
RETURN DISTINCT held.entity_id, held.name, held.type
