-- Remove the forms of all names.
DELETE FROM name_form
