// Facts by id.
//   $namespace  text
//   $ids        list of text
// uses: @facts_wanted
UNWIND $ids AS id
MATCH ()-[fact:FACT|WAS]->()
WHERE fact.namespace = $namespace AND fact.id = id
WITH DISTINCT fact
@facts_wanted
