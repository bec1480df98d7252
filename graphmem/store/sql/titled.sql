-- Passages in view of episodes with some titles.
--   $ns      integer
--   $titles  JSON list of title keys
-- uses: @passage_in_view
SELECT episode.title_key, passage.key
FROM json_each($titles) AS given
CROSS JOIN episode ON episode.ns = $ns AND episode.title_key = given.value
JOIN passage ON passage.episode = episode.key
WHERE @passage_in_view
ORDER BY given.key, passage.key
