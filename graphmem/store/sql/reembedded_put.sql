-- Say up to which key the vectors are made again; where all are, other processes read them anew.
--   $ns          integer
--   $reembedded  key, or NULL
UPDATE namespace
SET reembedded = $reembedded, erasures = erasures + ($reembedded IS NULL)
WHERE ns = $ns
