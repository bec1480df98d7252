-- Every form of a name.
-- returns: ns, form, entity, name, type
SELECT ns, form, entity, name, type FROM name_form
