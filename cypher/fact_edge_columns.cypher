// A version of a fact as an edge, a list; times are microseconds since 1970, or far beyond every
// time where there is none.
[
    fact.id, subject.key, object.key,
    coalesce(
        fact.shown_from.epochSeconds * 1000000 + fact.shown_from.microsecond, -4611686018427387904
    ),
    coalesce(
        fact.shown_to.epochSeconds * 1000000 + fact.shown_to.microsecond, 4611686018427387904
    ),
    fact.system_from.epochSeconds * 1000000 + fact.system_from.microsecond,
    coalesce(
        fact.system_to.epochSeconds * 1000000 + fact.system_to.microsecond, 4611686018427387904
    )
]
