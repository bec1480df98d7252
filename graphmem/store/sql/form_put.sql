-- A form under which an entity's name is found.
--   $ns, $entity         keys
--   $form, $name, $type  text
INSERT INTO name_form (ns, form, entity, name, type) VALUES ($ns, $form, $entity, $name, $type)
ON CONFLICT DO NOTHING
