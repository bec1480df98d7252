-- Whether a file has names and no form of any, as older files do.
SELECT EXISTS (SELECT 1 FROM naming) AND NOT EXISTS (SELECT 1 FROM name_form)
