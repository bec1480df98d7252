// Versions of facts that were believed once.
CREATE INDEX graphmem_was IF NOT EXISTS
FOR ()-[r:WAS]-() ON (r.namespace, r.id)
