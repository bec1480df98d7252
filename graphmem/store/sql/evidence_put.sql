-- A claim rests on a passage.
--   $claim, $passage  keys
--   $place            integer
INSERT INTO evidence (claim, place, passage) VALUES ($claim, $place, $passage)
