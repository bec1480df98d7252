// A GDS projection of what is believed and true now, as the graph 'believed': for users who have
// the Graph Data Science library; nothing in graphmem needs it. Drop it with
// CALL gds.graph.drop('believed').
//   $namespace  text, e.g. 'default'
WITH datetime() AS now
MATCH (subject:Entity {namespace: $namespace})-[fact:FACT]->(object:Entity)
WHERE (fact.shown_from IS NULL OR fact.shown_from <= now)
    AND (fact.shown_to IS NULL OR fact.shown_to > now)
RETURN gds.graph.project('believed', subject, object, {relationshipType: fact.predicate_key})
