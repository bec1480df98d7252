-- Remove an edge of the walk.
--   $node, $other, $ref, $lightness
DELETE FROM edge WHERE node = $node AND lightness = $lightness AND other = $other AND ref = $ref
