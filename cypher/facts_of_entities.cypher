// Facts that have some entities at either end.
//   $namespace  text
//   $ids        list of text
// uses: @facts_wanted
UNWIND $ids AS id
MATCH (:Entity {namespace: $namespace, id: id})-[fact:FACT|WAS]-()
WITH DISTINCT fact
@facts_wanted
