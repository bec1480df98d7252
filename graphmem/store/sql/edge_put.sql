-- An edge of the walk, seen from $node.
--   $node, $other, $ref, $lightness
--   $told, $shown_from, $shown_to, $system_from, $system_to  instants
INSERT INTO edge (node, lightness, other, ref, told, shown_from, shown_to, system_from, system_to)
VALUES ($node, $lightness, $other, $ref, $told, $shown_from, $shown_to, $system_from, $system_to)
ON CONFLICT DO NOTHING
