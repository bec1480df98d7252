// A passage with the keys of the entities that it mentions, as a list; times are microseconds since
// 1970.
[
    passage.key,
    passage.occurred_at.epochSeconds * 1000000 + passage.occurred_at.microsecond,
    passage.recorded_at.epochSeconds * 1000000 + passage.recorded_at.microsecond,
    passage.mentioned_at.epochSeconds * 1000000 + passage.mentioned_at.microsecond,
    COLLECT { MATCH (passage)-[:MENTIONS]->(entity) RETURN DISTINCT entity.key }
]
