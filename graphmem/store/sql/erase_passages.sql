-- Remove an episode's passages.
--   $episode  key
DELETE FROM passage WHERE episode = $episode
