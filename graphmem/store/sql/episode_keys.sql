-- The keys of some episodes.
--   $ns   integer
--   $ids  JSON list of text
-- returns: id, key
SELECT episode.id, episode.key
FROM json_each($ids) AS wanted CROSS JOIN episode ON episode.ns = $ns AND episode.id = wanted.value
