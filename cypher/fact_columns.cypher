// The columns of versions of facts as their names, and a list for each version; times are
// microseconds since 1970.
[
    'id', 'subject', 'predicate', 'object', 'text', 'kind', 'exclusive', 'subject_id', 'object_id',
    'claim_ids', 'evidence', 'valid_from', 'valid_to', 'shown_from', 'shown_to', 'told',
    'system_from', 'system_to'
] AS names, collect([
    fact.id, fact.subject, fact.predicate, fact.object, fact.text, fact.kind, fact.exclusive,
    fact.subject_id, fact.object_id, fact.claim_ids, fact.evidence,
    fact.valid_from.epochSeconds * 1000000 + fact.valid_from.microsecond,
    fact.valid_to.epochSeconds * 1000000 + fact.valid_to.microsecond,
    fact.shown_from.epochSeconds * 1000000 + fact.shown_from.microsecond,
    fact.shown_to.epochSeconds * 1000000 + fact.shown_to.microsecond,
    fact.told.epochSeconds * 1000000 + fact.told.microsecond,
    fact.system_from.epochSeconds * 1000000 + fact.system_from.microsecond,
    fact.system_to.epochSeconds * 1000000 + fact.system_to.microsecond
]) AS found
