// Decisions about names by the episode that they rest on.
CREATE INDEX graphmem_same IF NOT EXISTS
FOR ()-[r:SAME]-() ON (r.namespace, r.episode_id)
