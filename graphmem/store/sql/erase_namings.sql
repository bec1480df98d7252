-- Remove what an episode called entities.
--   $episode  key
DELETE FROM naming WHERE episode = $episode
