// Every version of every fact of a namespace, by the two types' indexes.
//   $namespace  text
CALL () {
    MATCH ()-[fact:FACT]->() WHERE fact.namespace = $namespace AND fact.id IS NOT NULL
    RETURN fact
    UNION ALL
    MATCH ()-[fact:WAS]->() WHERE fact.namespace = $namespace AND fact.id IS NOT NULL
    RETURN fact
}
