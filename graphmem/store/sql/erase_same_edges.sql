-- Remove the decisions that rest on an episode from the walk.
--   $episode  key
DELETE FROM edge
WHERE ref < 0 AND (node, ref) IN (
    SELECT 2 * alias + 1, -key FROM same WHERE episode = $episode
    UNION SELECT 2 * entity + 1, -key FROM same WHERE episode = $episode
)
