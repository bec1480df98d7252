-- How much of each kind is in view.
--   $ns  integer
-- uses: @passage_in_view
WITH seen (key, episode) AS (
    SELECT passage.key, passage.episode FROM passage WHERE passage.ns = $ns AND @passage_in_view
)
SELECT
    (SELECT count(DISTINCT episode) FROM seen) AS episodes,
    (SELECT count(*) FROM seen) AS passages,
    (
        SELECT count(*) FROM claim
        WHERE ns = $ns AND recorded_at <= $system AND episode IN (SELECT episode FROM seen)
    ) AS claims,
    (
        SELECT count(*) FROM fact
        WHERE ns = $ns AND system_from <= $system AND system_to > $system
            AND shown_from <= $shown_by AND shown_to > $shown_after
    ) AS facts,
    (
        SELECT count(DISTINCT entity) FROM naming WHERE episode IN (SELECT episode FROM seen)
    ) AS entities
