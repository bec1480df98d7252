// What is believed now: facts that are true today, as a graph.
//   $namespace  text, e.g. 'default'
WITH datetime() AS now
MATCH (subject:Entity {namespace: $namespace})-[fact:FACT]->(object:Entity)
WHERE (fact.shown_from IS NULL OR fact.shown_from <= now)
    AND (fact.shown_to IS NULL OR fact.shown_to > now)
RETURN subject, fact, object
ORDER BY fact.valid_from
LIMIT 300
