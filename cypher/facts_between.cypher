// Facts of some subjects about some objects.
//   $namespace  text
//   $ids        list of [subject id, object id]
// uses: @facts_wanted
UNWIND $ids AS pair
MATCH (subject:Entity {namespace: $namespace, id: pair[0]})
MATCH (object:Entity {namespace: $namespace, id: pair[1]})
MATCH (subject)-[fact:FACT|WAS]->(object)
WITH DISTINCT fact
@facts_wanted
