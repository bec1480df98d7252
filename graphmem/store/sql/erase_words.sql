-- The words of an episode's passages, to be taken out of the word index.
--   $episode  key
SELECT passage.key, passage_index.words
FROM passage JOIN passage_index ON passage_index.passage = passage.key
WHERE passage.episode = $episode
