// What a namespace says of itself.
// returns: number, revision in microseconds, keys, passages, words, erasures, changed and changed_at in
// microseconds, embedder, dimension, reembedded
namespace.number AS number,
    namespace.revision.epochSeconds * 1000000 + namespace.revision.microsecond AS revision,
    namespace.keys AS keys, namespace.passages AS passages, namespace.words AS words,
    namespace.erasures AS erasures, coalesce(namespace.changed, 0) AS changed,
    namespace.changed_at.epochSeconds * 1000000 + namespace.changed_at.microsecond AS changed_at,
    namespace.embedder AS embedder,
    namespace.dimension AS dimension, namespace.reembedded AS reembedded
