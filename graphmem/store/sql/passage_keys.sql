-- The keys of some passages, and when they were told and recorded.
--   $ns   integer
--   $ids  JSON list of text
-- returns: id, key, occurred_at, recorded_at
SELECT passage.id, passage.key, passage.occurred_at, passage.recorded_at
FROM json_each($ids) AS wanted CROSS JOIN passage ON passage.ns = $ns AND passage.id = wanted.value
