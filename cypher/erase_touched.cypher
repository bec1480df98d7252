// The entities that an episode, its passages, claims and decisions name.
//   $namespace  text
//   $episode    text
MATCH (episode:Episode {namespace: $namespace, id: $episode})
CALL (episode) {
    MATCH (episode)-[:NAMED]->(entity:Entity) RETURN entity
    UNION
    MATCH (episode)<-[:PART_OF]-()-[:MENTIONS]->(entity:Entity) RETURN entity
    UNION
    MATCH (episode)<-[:PART_OF]-()<-[:EVIDENCE]-()-[:SUBJECT|OBJECT]->(entity:Entity) RETURN entity
    UNION
    MATCH (entity:Entity)-[same:SAME|PARTED]-()
    WHERE same.namespace = $namespace AND same.episode_id = $episode
    RETURN entity
}
RETURN entity.id
