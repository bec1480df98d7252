-- Remove what a version of a fact rests on.
--   $fact  key
DELETE FROM fact_claim WHERE fact = $fact
