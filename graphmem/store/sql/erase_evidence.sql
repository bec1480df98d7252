-- Remove the evidence of the claims that rest on an episode.
--   $episode  key
DELETE FROM evidence WHERE claim IN (
    SELECT given.claim
    FROM passage JOIN evidence AS given ON given.passage = passage.key
    WHERE passage.episode = $episode
)
