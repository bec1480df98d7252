// Decisions about names that are believed no longer, by when that ended.
CREATE INDEX graphmem_parted_system IF NOT EXISTS
FOR ()-[r:PARTED]-() ON (r.namespace, r.system_to)
