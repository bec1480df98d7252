-- Remove an episode.
--   $episode  key
DELETE FROM episode WHERE key = $episode
