// Every version of the fact with the id fact_id, found by an index: of the two types at once the
// server would look through the whole graph, inside EXISTS.
//   $namespace  text
CALL (fact_id) {
    MATCH ()-[fact:FACT]->() WHERE fact.namespace = $namespace AND fact.id = fact_id
    RETURN fact
    UNION ALL
    MATCH ()-[fact:WAS]->() WHERE fact.namespace = $namespace AND fact.id = fact_id
    RETURN fact
}
