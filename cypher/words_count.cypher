// Count words in (negative: out of) the passages that hold them.
//   $namespace  text
//   $rows       list of [word, number of passages]
UNWIND $rows AS row
MERGE (word:Word {namespace: $namespace, word: row[0]})
SET word.passages = coalesce(word.passages, 0) + row[1]
WITH word WHERE word.passages <= 0
DELETE word
