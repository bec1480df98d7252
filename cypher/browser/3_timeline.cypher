// One entity's timeline: every span that is believed, and what was believed once.
//   $namespace  text, e.g. 'default'
//   $name       text, e.g. 'Alice'
MATCH (called:Entity {namespace: $namespace, name: $name})
MATCH (called)-[:SAME*0..2]-(entity:Entity)
WITH DISTINCT entity
MATCH (entity)-[fact:FACT|WAS]-(other:Entity)
RETURN entity, fact, other, fact.text AS text, fact.valid_from AS valid_from,
    fact.valid_to AS valid_to, fact.system_from AS system_from, fact.system_to AS system_to
ORDER BY fact.valid_from, fact.system_from
LIMIT 300
