-- Take a passage out of the word index; it must be given the words that it was put in with.
--   $passage  key
--   $words    stems with their namespace, spaces between
INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', $passage, $words)
