-- A version of a fact is no longer believed.
--   $ns, $id, $system_from  the version
--   $system_to              instant
-- returns: key, subject, object
UPDATE fact SET system_to = $system_to
WHERE ns = $ns AND id = $id AND system_from = $system_from
RETURNING key, subject, object
