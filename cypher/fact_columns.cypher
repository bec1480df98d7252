// The columns of a version of a fact; its times are microseconds since 1970.
fact.id AS id, fact.subject AS subject, fact.predicate AS predicate, fact.object AS object,
    fact.text AS text, fact.kind AS kind, fact.exclusive AS exclusive,
    fact.subject_id AS subject_id, fact.object_id AS object_id, fact.claim_ids AS claim_ids,
    fact.evidence AS evidence,
    fact.valid_from.epochSeconds * 1000000 + fact.valid_from.microsecond AS valid_from,
    fact.valid_to.epochSeconds * 1000000 + fact.valid_to.microsecond AS valid_to,
    fact.shown_from.epochSeconds * 1000000 + fact.shown_from.microsecond AS shown_from,
    fact.shown_to.epochSeconds * 1000000 + fact.shown_to.microsecond AS shown_to,
    fact.told.epochSeconds * 1000000 + fact.told.microsecond AS told,
    fact.system_from.epochSeconds * 1000000 + fact.system_from.microsecond AS system_from,
    fact.system_to.epochSeconds * 1000000 + fact.system_to.microsecond AS system_to
