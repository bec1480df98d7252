-- What entities were called in some episodes that are in view.
--   $ns        integer
--   $episodes  JSON list of text
-- uses: @passage_in_view
SELECT entity.id AS entity_id, naming.name, naming.type, episode.id AS episode_id,
    episode.occurred_at AS told
FROM json_each($episodes) AS given
CROSS JOIN episode ON episode.ns = $ns AND episode.id = given.value
JOIN naming ON naming.episode = episode.key
JOIN entity ON entity.key = naming.entity
WHERE EXISTS (
    SELECT 1 FROM passage WHERE passage.episode = episode.key AND @passage_in_view
)
