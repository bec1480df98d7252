// Episodes by their title.
CREATE INDEX graphmem_title IF NOT EXISTS
FOR (n:Episode) ON (n.namespace, n.title_key)
