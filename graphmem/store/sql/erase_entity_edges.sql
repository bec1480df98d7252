-- Remove the mentions of an episode's passages from the walk, at the entities' end.
--   $episode  key
DELETE FROM edge
WHERE (node, lightness, other, ref) IN (
    SELECT edge.node, edge.lightness, edge.other, edge.ref
    FROM passage
    JOIN mention ON mention.passage = passage.key
    JOIN edge ON edge.node = 2 * mention.entity + 1 AND edge.other = 2 * passage.key
    WHERE passage.episode = $episode
)
