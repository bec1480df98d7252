// The number that stands for a passage in a search.
CREATE CONSTRAINT graphmem_passage_key IF NOT EXISTS
FOR (n:Passage) REQUIRE (n.namespace, n.key) IS UNIQUE
