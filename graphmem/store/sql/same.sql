-- Decisions, past ones too, about some names as either end, or all.
--   $ns   integer
--   $ids  JSON list of text, or null for all
WITH given (key) AS (
    SELECT entity.key
    FROM json_each($ids) AS given CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
), wanted (key) AS (
    SELECT key FROM same WHERE $ids IS NULL AND ns = $ns
    UNION
    SELECT same.key FROM given JOIN same ON same.alias = given.key
    UNION
    SELECT same.key FROM given JOIN same ON same.entity = given.key
)
SELECT alias.id AS alias_id, entity.id AS entity_id, same.reason,
    coalesce(episode.id, '') AS episode_id, same.system_from, same.system_to
FROM wanted
JOIN same ON same.key = wanted.key
JOIN entity AS alias ON alias.key = same.alias
JOIN entity ON entity.key = same.entity
LEFT JOIN episode ON episode.key = same.episode
ORDER BY same.key
