// Passages by when their mentions were written.
CREATE INDEX graphmem_mentioned IF NOT EXISTS
FOR (n:Passage) ON (n.namespace, n.mentioned_at)
