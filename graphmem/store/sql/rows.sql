-- Passages in view by key for the first stage of a search, with the turns before and after them.
--   $keys  JSON list of integers
-- uses: @passage_in_view, @vectors_in_view
SELECT passage.key, passage.id, episode.id AS episode_id, passage.session, episode.speaker,
    passage.occurred_at, passage_index.words, passage_index.size,
    CASE WHEN @vectors_in_view THEN passage_index.vector ELSE x'' END AS vector,
    (SELECT count(*) FROM passage AS part WHERE part.episode = passage.episode) AS parts,
    coalesce((
        SELECT turn.key FROM passage AS turn
        WHERE turn.ns = passage.ns AND turn.session = passage.session
            AND (turn.occurred_at, turn.key) < (passage.occurred_at, passage.key)
        ORDER BY turn.occurred_at DESC, turn.key DESC LIMIT 1
    ), 0) AS previous,
    coalesce((
        SELECT turn.key FROM passage AS turn
        WHERE turn.ns = passage.ns AND turn.session = passage.session
            AND (turn.occurred_at, turn.key) > (passage.occurred_at, passage.key)
        ORDER BY turn.occurred_at, turn.key LIMIT 1
    ), 0) AS following
FROM json_each($keys) AS given
CROSS JOIN passage ON passage.key = given.value
JOIN episode ON episode.key = passage.episode
JOIN passage_index ON passage_index.passage = passage.key
WHERE @passage_in_view
ORDER BY given.key
