-- In how many passages each of some words occurs.
--   $words  JSON list of text
SELECT vocabulary.term, vocabulary.doc
FROM json_each($words) AS given
CROSS JOIN passage_vocabulary AS vocabulary ON vocabulary.term = given.value
