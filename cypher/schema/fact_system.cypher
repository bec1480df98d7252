// Facts by when they began to be believed.
CREATE INDEX graphmem_fact_system IF NOT EXISTS
FOR ()-[r:FACT]-() ON (r.namespace, r.system_from)
