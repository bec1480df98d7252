-- Make every edge from what it rests on.
INSERT INTO edge (node, lightness, other, ref, told, shown_from, shown_to, system_from, system_to)
@edges_wanted
