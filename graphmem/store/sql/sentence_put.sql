-- Keep what is searched of a claim.
--   $claim                          key
--   $words                          stems, spaces between
--   $vector, $tokens, $token_vectors  blobs
INSERT OR REPLACE INTO sentence (claim, words, vector, tokens, token_vectors)
VALUES ($claim, $words, $vector, $tokens, $token_vectors)
