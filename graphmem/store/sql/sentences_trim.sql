-- Remove the sentences that have no claim.
DELETE FROM sentence WHERE NOT EXISTS (SELECT 1 FROM claim WHERE claim.key = sentence.claim)
