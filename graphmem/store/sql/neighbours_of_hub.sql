-- The heaviest edges in view from one node.
--   $node   integer
--   $limit  integer
-- uses: @edge_in_view
-- returns: other node, minus the weight
SELECT edge.other, edge.lightness
FROM edge
WHERE edge.node = $node AND @edge_in_view
ORDER BY edge.lightness
LIMIT $limit
