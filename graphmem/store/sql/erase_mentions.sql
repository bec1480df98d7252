-- Remove the mentions in an episode's passages.
--   $episode  key
DELETE FROM mention WHERE passage IN (SELECT key FROM passage WHERE episode = $episode)
