// An episode's columns; its times are microseconds since 1970.
episode.id AS id, episode.text AS text,
    episode.occurred_at.epochSeconds * 1000000 + episode.occurred_at.microsecond AS occurred_at,
    episode.recorded_at.epochSeconds * 1000000 + episode.recorded_at.microsecond AS recorded_at,
    episode.speaker AS speaker, episode.session AS session, episode.title AS title,
    episode.status AS status, episode.reason AS reason, episode.claims AS claims
