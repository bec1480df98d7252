// Remove the forms of all names.
//   $namespace  text
MATCH (held:NameForm)
WHERE held.namespace = $namespace AND held.form IS NOT NULL
DELETE held
