-- Edges in view from some nodes, the heaviest of each.
--   $nodes  JSON list of integers
--   $limit  integer: at most so many a node
-- uses: @edge_in_view
-- returns: place of the node in the list, JSON lists of the other nodes and of the weights, negated
SELECT given.key, (
    SELECT json_array(json_group_array(other), json_group_array(lightness))
    FROM (
        SELECT edge.other, edge.lightness
        FROM edge
        WHERE edge.node = given.value AND @edge_in_view
        ORDER BY edge.lightness
        LIMIT $limit
    )
)
FROM json_each($nodes) AS given
