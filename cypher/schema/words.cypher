// Passages by their words. Every word carries its namespace's number ("3_berlin").
CREATE FULLTEXT INDEX graphmem_words IF NOT EXISTS
FOR (n:Index) ON EACH [n.words]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}
