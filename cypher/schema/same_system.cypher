// Decisions about names by when they began to be believed.
CREATE INDEX graphmem_same_system IF NOT EXISTS
FOR ()-[r:SAME]-() ON (r.namespace, r.system_from)
