-- How many entities only this episode calls by a name.
--   $episode  key
SELECT count(DISTINCT own.entity)
FROM naming AS own
WHERE own.episode = $episode
    AND NOT EXISTS (
        SELECT 1 FROM naming AS other
        WHERE other.entity = own.entity AND other.episode <> own.episode
    )
