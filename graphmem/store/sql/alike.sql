-- What is called by names of some forms.
--   $ns     integer
--   $forms  JSON list of text
-- returns: entity id, name, type
SELECT DISTINCT entity.id, name_form.name, name_form.type
FROM json_each($forms) AS given
CROSS JOIN name_form ON name_form.ns = $ns AND name_form.form = given.value
JOIN entity ON entity.key = name_form.entity
