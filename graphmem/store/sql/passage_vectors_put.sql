-- Put other vectors in the place of a passage's.
--   $passage                          key
--   $size                             number of tokens
--   $vector, $tokens, $token_vectors  bytes
UPDATE passage_index
SET vector = $vector, size = $size, tokens = $tokens, token_vectors = $token_vectors
WHERE passage = $passage
