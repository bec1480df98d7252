// One count for a word.
CREATE CONSTRAINT graphmem_word IF NOT EXISTS
FOR (n:Word) REQUIRE (n.namespace, n.word) IS UNIQUE
