// Versions that are believed no longer, by when that ended.
CREATE INDEX graphmem_was_system IF NOT EXISTS
FOR ()-[r:WAS]-() ON (r.namespace, r.system_to)
