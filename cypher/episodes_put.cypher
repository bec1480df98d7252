// Keep episodes.
//   $rows  list of the new nodes' properties
UNWIND $rows AS row
CREATE (episode:Episode)
SET episode = row
