-- Remove an episode's claims.
--   $episode  key
DELETE FROM claim WHERE episode = $episode
