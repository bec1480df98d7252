// What the walk saw for a question: passages, best first, the names in them, and facts on these.
//   $namespace  text, e.g. 'default'
//   $walked     list, e.g. []: {id, mass} a passage; graphmem browser --question "…" fills it in
UNWIND $walked AS walked
MATCH (passage:Passage {namespace: $namespace, id: walked.id})
OPTIONAL MATCH (passage)-[mention:MENTIONS]->(entity:Entity)
OPTIONAL MATCH (entity)-[fact:FACT]-(:Entity)
WHERE passage.id IN fact.evidence
    AND (fact.shown_from IS NULL OR fact.shown_from <= datetime())
    AND (fact.shown_to IS NULL OR fact.shown_to > datetime())
RETURN passage, mention, entity, fact, startNode(fact) AS subject, endNode(fact) AS object,
    walked.mass AS mass
ORDER BY mass DESC
LIMIT 300
