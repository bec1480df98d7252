// Keep episodes.
//   $rows  list of the new nodes' properties, times as text
UNWIND $rows AS row
CREATE (episode:Episode)
SET episode = row {
    .*, occurred_at: datetime(row.occurred_at), recorded_at: datetime(row.recorded_at)
}
