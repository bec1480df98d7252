-- Remove the decisions that rest on an episode.
--   $episode  key
DELETE FROM same WHERE episode = $episode
