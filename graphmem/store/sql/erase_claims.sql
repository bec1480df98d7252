-- Remove the claims that rest on an episode; their evidence goes next.
--   $episode  key
DELETE FROM claim WHERE key IN (
    SELECT evidence.claim
    FROM passage JOIN evidence ON evidence.passage = passage.key
    WHERE passage.episode = $episode
)
