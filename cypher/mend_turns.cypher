// Unlink all turns of sessions.
//   $namespace  text
MATCH (passage:Passage)-[turn:NEXT]->()
WHERE passage.namespace = $namespace AND passage.id IS NOT NULL
DELETE turn
