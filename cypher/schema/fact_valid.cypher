// Facts by when they began to be true.
CREATE INDEX graphmem_fact_valid IF NOT EXISTS
FOR ()-[r:FACT]-() ON (r.namespace, r.valid_from)
