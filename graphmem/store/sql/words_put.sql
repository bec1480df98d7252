-- Make a passage findable by its words.
--   $passage  key
--   $words    stems with their namespace, spaces between
INSERT INTO passage_words (rowid, words) VALUES ($passage, $words)
