-- How many claims have no sentence.
SELECT count(*) FROM claim
WHERE NOT EXISTS (SELECT 1 FROM sentence WHERE sentence.claim = claim.key)
