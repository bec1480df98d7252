// Keep claims, with what they are about, where they were told and what they rest on.
//   $namespace  text
//   $rows       list of the new nodes' properties, times as text
UNWIND $rows AS row
MATCH (subject:Entity {namespace: $namespace, id: row.subject_id})
MATCH (episode:Episode {namespace: $namespace, id: row.episode_id})
CREATE (subject)<-[:SUBJECT]-(claim:Claim)-[:TOLD_IN]->(episode)
SET claim = row {
    .*, valid_from: datetime(row.valid_from), valid_to: datetime(row.valid_to),
    told: datetime(row.told), recorded_at: datetime(row.recorded_at),
    retracted_at: datetime(row.retracted_at)
}
WITH claim
OPTIONAL MATCH (object:Entity {namespace: $namespace, id: claim.object_id})
FOREACH (one IN CASE WHEN object IS NULL THEN [] ELSE [object] END |
    CREATE (claim)-[:OBJECT]->(one))
WITH claim
UNWIND claim.evidence AS id
MATCH (passage:Passage {namespace: $namespace, id: id})
CREATE (claim)-[:EVIDENCE]->(passage)
