// From when to when each session was told, in microseconds since 1970.
//   $namespace  text
MATCH (passage:Passage)
WHERE passage.namespace = $namespace AND passage.id IS NOT NULL AND passage.session IS NOT NULL
WITH passage.session AS session,
    passage.occurred_at.epochSeconds * 1000000 + passage.occurred_at.microsecond AS told
RETURN session, min(told) AS first, max(told) AS last
