// Every passage of a session in order, with the turn that follows it.
//   $namespace  text
MATCH (passage:Passage)
WHERE passage.namespace = $namespace AND passage.session IS NOT NULL
    AND passage.occurred_at IS NOT NULL AND passage.key IS NOT NULL
WITH passage ORDER BY passage.session, passage.occurred_at, passage.key
RETURN passage.session, passage.key,
    COLLECT { MATCH (passage)-[:NEXT]->(other:Passage) RETURN other.key } AS following
