-- How many edges are there and not wanted.
SELECT count(*) FROM (
    SELECT node, lightness, other, ref, told, shown_from, shown_to, system_from, system_to FROM edge
    EXCEPT
    SELECT * FROM (@edges_wanted)
)
