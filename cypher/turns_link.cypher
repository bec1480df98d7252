// Join the turns of some sessions in order, from before some times until after others.
//   $namespace  text
//   $spans      list of {session: text, first: datetime, last: datetime}
UNWIND $spans AS span
WITH COLLECT {
    MATCH (passage:Passage)
    WHERE passage.namespace = $namespace AND passage.session = span.session
        AND passage.occurred_at < span.first AND passage.key IS NOT NULL
    RETURN passage
    ORDER BY passage.namespace DESC, passage.session DESC, passage.occurred_at DESC,
        passage.key DESC
    LIMIT 1
} + COLLECT {
    MATCH (passage:Passage)
    WHERE passage.namespace = $namespace AND passage.session = span.session
        AND span.first <= passage.occurred_at <= span.last AND passage.key IS NOT NULL
    RETURN passage
    ORDER BY passage.namespace, passage.session, passage.occurred_at, passage.key
} + COLLECT {
    MATCH (passage:Passage)
    WHERE passage.namespace = $namespace AND passage.session = span.session
        AND passage.occurred_at > span.last AND passage.key IS NOT NULL
    RETURN passage
    ORDER BY passage.namespace, passage.session, passage.occurred_at, passage.key
    LIMIT 1
} AS turns
UNWIND range(0, size(turns) - 2) AS place
WITH turns[place] AS turn, turns[place + 1] AS following
OPTIONAL MATCH (turn)-[old:NEXT]->()
DELETE old
CREATE (turn)-[:NEXT]->(following)
