// What a day's telling changed: facts that began to be believed that day, and versions that ended.
//   $namespace  text, e.g. 'default'
//   $day        text, e.g. '2024-01-02': system time, in UTC
WITH datetime($day) AS start, datetime($day) + duration('P1D') AS end
CALL (start, end) {
    MATCH ()-[fact:FACT]->()
    WHERE fact.namespace = $namespace AND start <= fact.system_from < end
    RETURN fact
    UNION
    MATCH ()-[fact:WAS]->()
    WHERE fact.namespace = $namespace AND fact.id IS NOT NULL
        AND (start <= fact.system_to < end OR start <= fact.system_from < end)
    RETURN fact
}
RETURN startNode(fact) AS subject, fact, endNode(fact) AS object
ORDER BY fact.system_from
LIMIT 300
