-- Remove the evidence of an episode's claims.
--   $episode  key
DELETE FROM evidence WHERE claim IN (SELECT key FROM claim WHERE episode = $episode)
