// Decisions about names that are believed no longer, by their episode.
CREATE INDEX graphmem_parted IF NOT EXISTS
FOR ()-[r:PARTED]-() ON (r.namespace, r.episode_id)
