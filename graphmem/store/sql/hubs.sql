-- Which of some nodes have more than $limit edges.
--   $nodes  JSON list of integers
--   $limit  integer
SELECT given.key, given.value
FROM json_each($nodes) AS given
WHERE EXISTS (SELECT 1 FROM edge WHERE edge.node = given.value LIMIT 1 OFFSET $limit)
