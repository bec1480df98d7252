-- Passages by id, in view.
--   $ns   integer
--   $ids  JSON list of text
-- uses: @passage_in_view
SELECT passage.id, episode.id AS episode_id, passage.first, passage.last, passage.place,
    substr(episode.text, passage.first + 1, passage.last - passage.first) AS text,
    passage.occurred_at, passage.recorded_at, episode.speaker, episode.session, episode.title
FROM json_each($ids) AS given
CROSS JOIN passage ON passage.ns = $ns AND passage.id = given.value
JOIN episode ON episode.key = passage.episode
WHERE @passage_in_view
ORDER BY given.key
