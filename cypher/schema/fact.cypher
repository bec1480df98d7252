// A fact is believed in one version at a time.
CREATE CONSTRAINT graphmem_fact IF NOT EXISTS
FOR ()-[r:FACT]-() REQUIRE (r.namespace, r.id) IS UNIQUE
