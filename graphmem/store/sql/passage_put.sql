-- Keep a passage of an episode.
--   $ns, $id, $episode, $place, $first, $last, $session
--   $occurred_at, $recorded_at  instants
-- returns: key
INSERT INTO passage (ns, id, episode, place, first, last, occurred_at, recorded_at, session)
VALUES ($ns, $id, $episode, $place, $first, $last, $occurred_at, $recorded_at, $session)
RETURNING key
