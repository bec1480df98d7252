// Episodes that wait to be read.
CREATE INDEX graphmem_status IF NOT EXISTS
FOR (n:Episode) ON (n.namespace, n.status)
