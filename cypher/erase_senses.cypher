// Of what names meant where they meant a kind of thing, remove what nothing speaks of any more,
// and the names of those of which only the user's decisions speak.
//   $namespace  text
//   $ids        list of text
//   $by_kind    text: so begins the reason of such a meaning
UNWIND $ids AS id
MATCH (sense:Entity {namespace: $namespace, id: id})
WHERE NOT EXISTS { (sense)<-[same:SAME|PARTED]-() WHERE same.reason STARTS WITH $by_kind }
REMOVE sense.name, sense.type
WITH sense WHERE NOT EXISTS { (sense)--() }
DELETE sense
