// What a namespace says of itself.
// returns: number, revision in microseconds, keys, passages, words, erasures, changed, embedder, dimension, reembedded
namespace.number AS number,
    namespace.revision.epochSeconds * 1000000 + namespace.revision.microsecond AS revision,
    namespace.keys AS keys, namespace.passages AS passages, namespace.words AS words,
    namespace.erasures AS erasures, namespace.changed AS changed, namespace.embedder AS embedder,
    namespace.dimension AS dimension, namespace.reembedded AS reembedded
