// A decision about names; its times are microseconds since 1970.
startNode(same).id AS alias_id, endNode(same).id AS entity_id, same.reason AS reason,
    same.episode_id AS episode_id, same.key AS key,
    same.system_from.epochSeconds * 1000000 + same.system_from.microsecond AS system_from,
    same.system_to.epochSeconds * 1000000 + same.system_to.microsecond AS system_to
