-- Claims by id, or all, or those that rest on passages of some episodes.
--   $ns        integer
--   $ids       JSON list of text, or null
--   $episodes  JSON list of text, or null
WITH wanted (key) AS (
    SELECT key FROM claim WHERE $ids IS NULL AND $episodes IS NULL AND ns = $ns
    UNION
    SELECT claim.key
    FROM json_each($ids) AS given CROSS JOIN claim ON claim.ns = $ns AND claim.id = given.value
    UNION
    SELECT evidence.claim
    FROM json_each($episodes) AS given
    CROSS JOIN episode ON episode.ns = $ns AND episode.id = given.value
    JOIN passage ON passage.episode = episode.key
    JOIN evidence ON evidence.passage = passage.key
)
SELECT @claim_columns
FROM wanted
JOIN claim USING (key)
@claim_ends
ORDER BY claim.told, claim.id
