-- Keep a claim.
--   $ns, $id, $episode, $subject, $predicate_key, $object, $subject_name, $predicate, $object_name
--   $text, $kind, $exclusive, $negated, $by
--   $valid_from, $valid_to, $told, $recorded_at  instants
-- returns: key
INSERT INTO claim (
    ns, id, episode, subject, predicate_key, object, subject_name, predicate, object_name, text,
    valid_from, valid_to, kind, exclusive, negated, told, recorded_at, by
)
VALUES (
    $ns, $id, $episode, $subject, $predicate_key, $object, $subject_name, $predicate, $object_name,
    $text, $valid_from, $valid_to, $kind, $exclusive, $negated, $told, $recorded_at, $by
)
RETURNING key
