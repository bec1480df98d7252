-- Edges in view from some nodes, the heaviest of each.
--   $nodes  JSON list of integers
--   $limit  integer: at most so many a node
-- uses: @edge_in_view
-- returns: place of the node in the list; the other nodes, with spaces between them,
-- or null
SELECT given.key, (
    SELECT group_concat(other, ' ')
    FROM (
        SELECT edge.other
        FROM edge
        WHERE edge.node = given.value AND @edge_in_view
        ORDER BY edge.lightness
        LIMIT $limit
    )
)
FROM json_each($nodes) AS given
