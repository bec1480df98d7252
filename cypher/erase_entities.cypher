// Of some entities, remove those that nothing names any more, and call the others as their first
// telling does; one that means a kind of thing by a name, as the name is called.
//   $namespace  text
//   $ids        list of text
//   $by_kind    text: so begins the reason of such a meaning
UNWIND $ids AS id
MATCH (entity:Entity {namespace: $namespace, id: id})
OPTIONAL MATCH (entity)<-[named:NAMED]-(episode:Episode)
WITH entity, named, episode ORDER BY episode.occurred_at, named.name
WITH entity, collect(named.name) AS names, collect(episode.occurred_at) AS told,
    collect(CASE named.type WHEN '' THEN null ELSE replace(named.type, '?', '') END) AS types
SET entity.name = names[0], entity.told = told[0], entity.type = coalesce(types[0], '')
WITH entity
OPTIONAL MATCH (entity)-[same:SAME|PARTED]->(sense:Entity)
WHERE same.reason STARTS WITH $by_kind
WITH entity, collect(sense) AS senses
FOREACH (sense IN senses | SET sense.name = entity.name)
WITH entity WHERE NOT EXISTS { (entity)--() }
DELETE entity
