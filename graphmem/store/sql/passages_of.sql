-- All passages of some episodes.
--   $ns   integer
--   $ids  JSON list of text, the episodes
SELECT passage.id, episode.id AS episode_id, passage.first, passage.last, passage.place,
    substr(episode.text, passage.first + 1, passage.last - passage.first) AS text,
    passage.occurred_at, passage.recorded_at, episode.speaker, episode.session, episode.title
FROM json_each($ids) AS given
CROSS JOIN episode ON episode.ns = $ns AND episode.id = given.value
JOIN passage ON passage.episode = episode.key
ORDER BY passage.occurred_at, passage.key
