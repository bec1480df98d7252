-- Keep an episode; one of this id that is there already stays as it is.
--   $ns, $id, $text, $speaker, $session, $title, $title_key, $status, $reason
--   $claims  JSON, the caller's own until they are recorded
--   $occurred_at, $recorded_at  instants
-- returns: key, where it is new
INSERT INTO episode (
    ns, id, text, occurred_at, recorded_at, speaker, session, title, title_key, status, reason,
    claims
)
VALUES (
    $ns, $id, $text, $occurred_at, $recorded_at, $speaker, $session, $title, $title_key, $status,
    $reason, $claims
)
ON CONFLICT DO NOTHING
RETURNING key
