-- An edge is no longer believed.
--   $node, $other, $ref, $lightness
--   $system_to  instant
UPDATE edge SET system_to = $system_to
WHERE node = $node AND lightness = $lightness AND other = $other AND ref = $ref
