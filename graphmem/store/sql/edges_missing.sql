-- How many edges are wanted and not there.
SELECT count(*) FROM (
    @edges_wanted
    EXCEPT
    SELECT node, lightness, other, ref, told, shown_from, shown_to, system_from, system_to FROM edge
)
