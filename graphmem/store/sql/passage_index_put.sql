-- Keep what is searched of a passage.
--   $passage                          key
--   $size                             number of tokens
--   $words                            stems with spaces between
--   $vector, $tokens, $token_vectors  bytes
INSERT INTO passage_index (passage, words, vector, size, tokens, token_vectors)
VALUES ($passage, $words, $vector, $size, $tokens, $token_vectors)
