-- Say something of the file.
--   $name   text
--   $value  any
INSERT INTO meta (name, value) VALUES ($name, $value) ON CONFLICT DO UPDATE SET value = $value
