// Facts of some subjects about some objects.
//   $namespace  text
//   $ids        list of text
// uses: @facts_wanted
UNWIND $ids AS id
MATCH (subject:Entity {namespace: $namespace, id: id})
UNWIND $objects AS other
MATCH (object:Entity {namespace: $namespace, id: other})
MATCH (subject)-[fact:FACT|WAS]->(object)
WITH DISTINCT fact
@facts_wanted
