-- A claim is no longer believed.
--   $ns, $id       the claim
--   $retracted_at  instant
--   $retraction    text or null, the reason
UPDATE claim SET retracted_at = $retracted_at, retraction = $retraction WHERE ns = $ns AND id = $id
