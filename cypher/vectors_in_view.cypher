// Whether the vectors are this embedder's and complete.
//   $embedder   text
//   $dimension  integer
namespace.embedder = $embedder AND namespace.dimension = $dimension
    AND namespace.reembedded IS NULL
