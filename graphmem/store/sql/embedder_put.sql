-- Let a namespace's vectors be another embedder's, all to be made again.
--   $ns         integer
--   $embedder   text
--   $dimension  integer
UPDATE namespace
SET embedder = $embedder, dimension = $dimension, reembedded = 0, erasures = erasures + 1
WHERE ns = $ns
