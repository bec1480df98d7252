// Of what names meant where they meant a kind of thing, remove what nothing speaks of any more.
//   $namespace  text
//   $ids        list of text
UNWIND $ids AS id
MATCH (sense:Entity {namespace: $namespace, id: id})
WHERE NOT EXISTS { (sense)--() }
DELETE sense
