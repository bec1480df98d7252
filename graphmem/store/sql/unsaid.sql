-- Claims without a sentence, the latest first; none where the namespace says that all have one.
--   $ns     integer
--   $limit  integer
SELECT @claim_columns
FROM namespace AS own
CROSS JOIN claim ON claim.ns = own.ns
@claim_ends
WHERE own.ns = $ns AND NOT own.said
    AND NOT EXISTS (SELECT 1 FROM sentence WHERE sentence.claim = claim.key)
ORDER BY claim.key DESC
LIMIT $limit
