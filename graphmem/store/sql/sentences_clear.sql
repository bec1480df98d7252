-- Remove a namespace's sentences, to be made again.
--   $ns  integer
DELETE FROM sentence WHERE claim IN (SELECT key FROM claim WHERE claim.ns = $ns)
