-- Episodes by id, of one status, or all.
--   $ns      integer
--   $ids     JSON list of text, or null for all
--   $status  text, or null for any
WITH wanted (key) AS (
    SELECT key FROM episode WHERE $ids IS NULL AND $status IS NULL AND ns = $ns
    UNION ALL
    SELECT key FROM episode WHERE $ids IS NULL AND ns = $ns AND status = $status
    UNION ALL
    SELECT episode.key
    FROM json_each($ids) AS given CROSS JOIN episode ON episode.ns = $ns AND episode.id = given.value
)
SELECT id, text, occurred_at, recorded_at, speaker, session, title, status, reason, claims
FROM wanted JOIN episode USING (key)
WHERE $status IS NULL OR status = $status
ORDER BY occurred_at, id
