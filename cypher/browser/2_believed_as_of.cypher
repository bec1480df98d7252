// What was true at one time, as it was believed at another: facts as of both times.
//   $namespace  text, e.g. 'default'
//   $valid      text, e.g. '2020-01-01': true then
//   $system     text, e.g. null: believed then; null = now
WITH datetime($valid) AS valid, datetime($system) AS system
MATCH (subject:Entity {namespace: $namespace})-[fact:FACT|WAS]->(object:Entity)
WHERE fact.system_from <= coalesce(system, datetime())
    AND (fact.system_to IS NULL OR fact.system_to > system)
    AND (fact.shown_from IS NULL OR fact.shown_from <= valid)
    AND (fact.shown_to IS NULL OR fact.shown_to > valid)
RETURN subject, fact, object
ORDER BY fact.valid_from
LIMIT 300
