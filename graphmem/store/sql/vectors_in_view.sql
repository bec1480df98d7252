-- Whether the vectors are this embedder's and complete.
--   $ns         integer
--   $embedder   text
--   $dimension  integer
EXISTS (
    SELECT 1 FROM namespace
    WHERE namespace.ns = $ns AND namespace.embedder = $embedder
        AND namespace.dimension = $dimension AND namespace.reembedded IS NULL
)
