-- The columns of a claim, its ids and evidence included; goes with claim_ends.
claim.id, claim.subject_name AS subject, claim.predicate, claim.object_name AS object, claim.text,
    claim.valid_from, claim.valid_to, claim.kind, claim.exclusive, claim.negated, claim.told,
    claim.recorded_at, claim.retracted_at, claim.retraction, claim.by,
    episode.id AS episode_id, subject.id AS subject_id, coalesce(object.id, '*') AS object_id,
    (
        SELECT json_group_array(id)
        FROM (
            SELECT passage.id FROM evidence JOIN passage ON passage.key = evidence.passage
            WHERE evidence.claim = claim.key ORDER BY evidence.place
        )
    ) AS evidence
