-- Every edge that the mentions, facts and decisions of a file make, from both ends.
SELECT 2 * mention.passage AS node, -1.0 AS lightness, 2 * mention.entity + 1 AS other, 0 AS ref,
    passage.occurred_at AS told, -4611686018427387904 AS shown_from,
    4611686018427387904 AS shown_to, passage.recorded_at AS system_from,
    4611686018427387904 AS system_to
FROM mention JOIN passage ON passage.key = mention.passage
UNION
SELECT 2 * mention.entity + 1, -1.0, 2 * mention.passage, 0, passage.occurred_at,
    -4611686018427387904, 4611686018427387904, passage.recorded_at, 4611686018427387904
FROM mention JOIN passage ON passage.key = mention.passage
UNION
SELECT 2 * subject + 1, -1.0, 2 * object + 1, key, -4611686018427387904, shown_from, shown_to,
    system_from, system_to
FROM fact WHERE subject <> object
UNION
SELECT 2 * object + 1, -1.0, 2 * subject + 1, key, -4611686018427387904, shown_from, shown_to,
    system_from, system_to
FROM fact WHERE subject <> object
UNION
SELECT 2 * alias + 1, -1.0, 2 * entity + 1, -key, -4611686018427387904, -4611686018427387904,
    4611686018427387904, system_from, system_to
FROM same WHERE alias <> entity
UNION
SELECT 2 * entity + 1, -1.0, 2 * alias + 1, -key, -4611686018427387904, -4611686018427387904,
    4611686018427387904, system_from, system_to
FROM same WHERE alias <> entity
