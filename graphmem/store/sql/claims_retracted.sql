-- Claims that were retracted by a system time.
--   $ns      integer
--   $system  instant
SELECT key FROM claim WHERE ns = $ns AND retracted_at IS NOT NULL AND retracted_at <= $system
