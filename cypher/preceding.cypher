// The last passages of its session before one.
//   $namespace  text
//   $id         text, the passage
//   $limit      integer
MATCH (given:Passage {namespace: $namespace, id: $id})
MATCH (passage:Passage)
WHERE passage.namespace = $namespace AND passage.session = given.session
    AND passage.occurred_at <= given.occurred_at AND passage.key IS NOT NULL
    AND (passage.occurred_at < given.occurred_at OR passage.key < given.key)
WITH passage ORDER BY passage.occurred_at DESC, passage.key DESC LIMIT $limit
RETURN @passage_columns
