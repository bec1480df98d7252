// A claim's columns; its times are microseconds since 1970.
claim.id AS id, claim.subject AS subject, claim.predicate AS predicate, claim.object AS object,
    claim.text AS text, claim.kind AS kind, claim.exclusive AS exclusive,
    claim.negated AS negated, claim.retraction AS retraction, claim.by AS by,
    claim.episode_id AS episode_id, claim.subject_id AS subject_id, claim.object_id AS object_id,
    claim.evidence AS evidence,
    claim.valid_from.epochSeconds * 1000000 + claim.valid_from.microsecond AS valid_from,
    claim.valid_to.epochSeconds * 1000000 + claim.valid_to.microsecond AS valid_to,
    claim.told.epochSeconds * 1000000 + claim.told.microsecond AS told,
    claim.recorded_at.epochSeconds * 1000000 + claim.recorded_at.microsecond AS recorded_at,
    claim.retracted_at.epochSeconds * 1000000 + claim.retracted_at.microsecond AS retracted_at
