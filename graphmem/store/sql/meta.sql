-- What a file says of itself: its format, its embedder and the dimension of its vectors.
-- returns: name, value
SELECT name, value FROM meta
