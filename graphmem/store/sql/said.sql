-- Note whether every claim of the namespaces has its sentence.
UPDATE namespace SET said = NOT EXISTS (
    SELECT 1 FROM claim
    WHERE claim.ns = namespace.ns
        AND NOT EXISTS (SELECT 1 FROM sentence WHERE sentence.claim = claim.key)
)
