-- Remove the mentions of an episode's passages from the walk, at the passages' end.
--   $episode  key
DELETE FROM edge WHERE node IN (SELECT 2 * key FROM passage WHERE episode = $episode)
