-- Empty the word index.
INSERT INTO passage_words (passage_words) VALUES ('delete-all')
