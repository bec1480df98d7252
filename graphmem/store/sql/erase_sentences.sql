-- Remove what is searched of the claims that rest on an episode.
--   $episode  key
DELETE FROM sentence WHERE claim IN (
    SELECT evidence.claim
    FROM passage JOIN evidence ON evidence.passage = passage.key
    WHERE passage.episode = $episode
)
