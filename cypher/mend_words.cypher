// Empty the counts of words.
//   $namespace  text
MATCH (word:Word)
WHERE word.namespace = $namespace AND word.word IS NOT NULL
DELETE word
