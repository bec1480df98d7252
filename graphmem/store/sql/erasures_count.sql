-- Let other processes know that keys they may hold are gone.
--   $ns  integer
UPDATE namespace SET erasures = erasures + 1 WHERE ns = $ns
