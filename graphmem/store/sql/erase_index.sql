-- Remove what is searched of an episode's passages.
--   $episode  key
DELETE FROM passage_index WHERE passage IN (SELECT key FROM passage WHERE episode = $episode)
