-- The last passages of its session before one, in order.
--   $ns     integer
--   $id     text, the passage
--   $limit  integer
SELECT * FROM (
    SELECT passage.id, episode.id AS episode_id, passage.first, passage.last, passage.place,
        substr(episode.text, passage.first + 1, passage.last - passage.first) AS text,
        passage.occurred_at, passage.recorded_at, episode.speaker, episode.session, episode.title,
        passage.key
    FROM passage AS given
    JOIN passage ON passage.ns = given.ns AND passage.session = given.session
        AND (passage.occurred_at, passage.key) < (given.occurred_at, given.key)
    JOIN episode ON episode.key = passage.episode
    WHERE given.ns = $ns AND given.id = $id
    ORDER BY passage.occurred_at DESC, passage.key DESC LIMIT $limit
)
ORDER BY occurred_at, key
