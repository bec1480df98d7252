// What is searched of a claim, by its number.
CREATE CONSTRAINT graphmem_sentence_key IF NOT EXISTS
FOR (n:Sentence) REQUIRE (n.namespace, n.key) IS UNIQUE
