-- Versions of facts in view: all, or those of some ids, subjects, entities or evidence.
--   $ns                                 integer
--   $everything                         1 for all
--   $ids, $subjects, $entities, $passages  JSON lists of text; one of them, the others null
--   $predicate                          predicate key, or null for any
--   $objects                            JSON list of text: only facts about these; or null
--   $system                             instant: versions recorded by then
--   $replaced                           instant: versions not replaced by then
--   $shown_by, $shown_after             instants: facts shown from the one on, until after the other
WITH wanted (key) AS (
    SELECT key FROM fact WHERE $everything AND ns = $ns
    UNION
    SELECT fact.key
    FROM json_each($ids) AS given CROSS JOIN fact ON fact.ns = $ns AND fact.id = given.value
    UNION
    SELECT fact.key
    FROM json_each($subjects) AS given
    CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
    JOIN fact ON fact.subject = entity.key
    UNION
    SELECT fact.key
    FROM json_each($entities) AS given
    CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
    JOIN fact ON fact.subject = entity.key
    UNION
    SELECT fact.key
    FROM json_each($entities) AS given
    CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
    JOIN fact ON fact.object = entity.key
    UNION
    SELECT fact_claim.fact
    FROM json_each($passages) AS given
    CROSS JOIN passage ON passage.ns = $ns AND passage.id = given.value
    JOIN evidence ON evidence.passage = passage.key
    JOIN fact_claim ON fact_claim.claim = evidence.claim
)
SELECT fact.id, fact.subject_name AS subject, fact.predicate, fact.object_name AS object, fact.text,
    fact.kind, fact.exclusive, fact.valid_from, fact.valid_to, fact.shown_from, fact.shown_to,
    fact.told, fact.system_from, fact.system_to,
    subject.id AS subject_id, object.id AS object_id,
    (
        SELECT json_group_array(id)
        FROM (
            SELECT claim.id FROM fact_claim JOIN claim ON claim.key = fact_claim.claim
            WHERE fact_claim.fact = fact.key ORDER BY fact_claim.place
        )
    ) AS claim_ids,
    (
        SELECT json_group_array(id)
        FROM (
            SELECT passage.id
            FROM fact_claim
            JOIN evidence ON evidence.claim = fact_claim.claim
            JOIN passage ON passage.key = evidence.passage
            WHERE fact_claim.fact = fact.key
            ORDER BY fact_claim.place, evidence.place
        )
    ) AS evidence
FROM wanted
CROSS JOIN fact ON fact.key = wanted.key
JOIN entity AS subject ON subject.key = fact.subject
JOIN entity AS object ON object.key = fact.object
WHERE ($predicate IS NULL OR fact.predicate_key = $predicate)
    AND ($objects IS NULL OR object.id IN (SELECT value FROM json_each($objects)))
    AND fact.system_from <= $system AND fact.system_to > $replaced
    AND fact.shown_from <= $shown_by AND fact.shown_to > $shown_after
ORDER BY fact.valid_from, fact.told, fact.id, fact.system_from
