-- What each namespace counts of its passages and their words.
SELECT ns, passages, words FROM namespace
