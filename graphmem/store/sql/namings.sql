-- What entities were called in episodes that are in view.
--   $ns   integer
--   $ids  JSON list of text, the entities, or null for all
-- uses: @passage_in_view
WITH wanted (key, id) AS (
    SELECT key, id FROM entity WHERE $ids IS NULL AND ns = $ns
    UNION ALL
    SELECT entity.key, entity.id
    FROM json_each($ids) AS given CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
)
SELECT wanted.id AS entity_id, naming.name, naming.type, episode.id AS episode_id,
    episode.occurred_at AS told
FROM wanted
JOIN naming ON naming.entity = wanted.key
JOIN episode ON episode.key = naming.episode
WHERE EXISTS (
    SELECT 1 FROM passage WHERE passage.episode = episode.key AND @passage_in_view
)
