-- The words of every passage of a file, with its namespace.
SELECT passage.key, passage.ns, passage_index.words
FROM passage JOIN passage_index ON passage_index.passage = passage.key
