// From when to when each session was told.
//   $namespace  text
MATCH (passage:Passage)
WHERE passage.namespace = $namespace AND passage.id IS NOT NULL AND passage.session IS NOT NULL
RETURN passage.session AS session, min(passage.occurred_at) AS first,
    max(passage.occurred_at) AS last
