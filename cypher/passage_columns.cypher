// A passage's columns; its times are microseconds since 1970.
passage.id AS id, passage.key AS key, passage.episode_id AS episode_id, passage.text AS text,
    passage.start AS first, passage.end AS last, passage.place AS place,
    passage.occurred_at.epochSeconds * 1000000 + passage.occurred_at.microsecond AS occurred_at,
    passage.recorded_at.epochSeconds * 1000000 + passage.recorded_at.microsecond AS recorded_at,
    passage.speaker AS speaker, passage.session AS session, passage.title AS title
