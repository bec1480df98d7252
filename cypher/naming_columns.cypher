// What an episode called an entity; its time is microseconds since 1970.
entity.id AS entity_id, named.name AS name, named.type AS type, episode.id AS episode_id,
    episode.occurred_at.epochSeconds * 1000000 + episode.occurred_at.microsecond AS told
