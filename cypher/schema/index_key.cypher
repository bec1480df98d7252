// What is searched of a passage, by the passage's number.
CREATE CONSTRAINT graphmem_index_key IF NOT EXISTS
FOR (n:Index) REQUIRE (n.namespace, n.key) IS UNIQUE
