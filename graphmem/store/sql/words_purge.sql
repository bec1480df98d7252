-- Rewrite the word index so that no trace of removed words is left in its pages.
INSERT INTO passage_words (passage_words) VALUES ('optimize')
