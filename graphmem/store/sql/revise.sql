-- Move a namespace's system time on.
--   $ns        integer
--   $revision  instant
UPDATE namespace SET revision = $revision WHERE ns = $ns
