// In how many passages each word is said to occur.
//   $namespace  text
MATCH (word:Word)
WHERE word.namespace = $namespace AND word.word IS NOT NULL
RETURN word.word, word.passages
