// Decisions about some names as either end, past ones too.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (:Entity {namespace: $namespace, id: id})-[same:SAME|PARTED]-()
WITH DISTINCT same
RETURN @same_columns
