// Mark episodes as done or failed; a done one needs the caller's claims no longer.
//   $namespace  text
//   $rows       list of {id, status, reason}
UNWIND $rows AS row
MATCH (episode:Episode {namespace: $namespace, id: row.id})
SET episode.status = row.status, episode.reason = row.reason,
    episode.claims = CASE row.status WHEN 'done' THEN null ELSE episode.claims END
