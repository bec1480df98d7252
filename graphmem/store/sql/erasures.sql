-- How often something was erased, so that what was read into memory must be read again.
--   $ns  integer
SELECT erasures FROM namespace WHERE ns = $ns
