-- How many sentences have no claim.
SELECT count(*) FROM sentence
WHERE NOT EXISTS (SELECT 1 FROM claim WHERE claim.key = sentence.claim)
