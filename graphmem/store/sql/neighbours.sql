-- Edges in view from some nodes.
--   $nodes  JSON list of integers
-- uses: @edge_in_view
-- returns: place of the node in the list, other node, minus the weight
SELECT given.key, edge.other, edge.lightness
FROM json_each($nodes) AS given CROSS JOIN edge ON edge.node = given.value
WHERE @edge_in_view
