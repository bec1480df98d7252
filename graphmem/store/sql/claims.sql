-- Claims by id, of some episodes, or all.
--   $ns        integer
--   $ids       JSON list of text, or null
--   $episodes  JSON list of text, or null
WITH wanted (key) AS (
    SELECT key FROM claim WHERE $ids IS NULL AND $episodes IS NULL AND ns = $ns
    UNION ALL
    SELECT claim.key
    FROM json_each($ids) AS given CROSS JOIN claim ON claim.ns = $ns AND claim.id = given.value
    UNION ALL
    SELECT claim.key
    FROM json_each($episodes) AS given
    CROSS JOIN episode ON episode.ns = $ns AND episode.id = given.value
    JOIN claim ON claim.episode = episode.key
)
SELECT @claim_columns
FROM wanted
JOIN claim USING (key)
@claim_ends
ORDER BY claim.told, claim.id
