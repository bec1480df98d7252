// A namespace has one node: its system time, its counters, its embedder.
CREATE CONSTRAINT graphmem_namespace IF NOT EXISTS
FOR (n:Namespace) REQUIRE (n.name) IS UNIQUE
