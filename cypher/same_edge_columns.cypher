// A decision about names as an edge, a list; times as in fact_edge_columns.
[
    same.key, alias.key, entity.key,
    same.system_from.epochSeconds * 1000000 + same.system_from.microsecond,
    coalesce(
        same.system_to.epochSeconds * 1000000 + same.system_to.microsecond, 4611686018427387904
    )
]
