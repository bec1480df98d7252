-- Keep a version of a fact.
--   $ns, $id, $subject, $predicate_key, $object, $subject_name, $predicate, $object_name
--   $text, $kind, $exclusive
--   $valid_from, $valid_to, $shown_from, $shown_to, $told, $system_from, $system_to  instants
-- returns: key
INSERT INTO fact (
    ns, id, subject, predicate_key, object, subject_name, predicate, object_name, text, kind,
    exclusive, valid_from, valid_to, shown_from, shown_to, told, system_from, system_to
)
VALUES (
    $ns, $id, $subject, $predicate_key, $object, $subject_name, $predicate, $object_name, $text,
    $kind, $exclusive, $valid_from, $valid_to, $shown_from, $shown_to, $told, $system_from,
    $system_to
)
RETURNING key
