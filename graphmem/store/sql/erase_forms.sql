-- Remove the forms of names that only one episode calls something.
--   $episode  key
DELETE FROM name_form
WHERE (entity, name, type) IN (
    SELECT own.entity, own.name, own.type
    FROM naming AS own
    WHERE own.episode = $episode
        AND NOT EXISTS (
            SELECT 1 FROM naming AS other
            WHERE other.entity = own.entity AND other.name = own.name AND other.type = own.type
                AND other.episode <> own.episode
        )
)
