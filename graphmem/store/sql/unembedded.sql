-- The first passages whose vectors are to be made again.
--   $ns     integer
--   $limit  integer
SELECT passage.key, passage.id, episode.id AS episode_id, passage.first, passage.last,
    passage.place, substr(episode.text, passage.first + 1, passage.last - passage.first) AS text,
    passage.occurred_at, passage.recorded_at, episode.speaker, episode.session, episode.title
FROM passage JOIN episode ON episode.key = passage.episode
WHERE +passage.ns = $ns AND passage.key > (SELECT reembedded FROM namespace WHERE ns = $ns)
ORDER BY passage.key LIMIT $limit
