-- Remove a version of a fact.
--   $fact  key
DELETE FROM fact WHERE key = $fact
