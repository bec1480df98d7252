-- What some entities are called, each name and type once.
--   $ns   integer
--   $ids  JSON list of text
-- returns: entity id, name, type
SELECT DISTINCT entity.id, name_form.name, name_form.type
FROM json_each($ids) AS given
CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
JOIN name_form ON name_form.entity = entity.key
