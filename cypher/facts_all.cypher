// Facts of a namespace.
//   $namespace  text
// uses: @facts_wanted
MATCH ()-[fact:FACT|WAS]->()
WHERE fact.namespace = $namespace AND fact.id IS NOT NULL
WITH DISTINCT fact
@facts_wanted
