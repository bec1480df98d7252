-- Every name that an entity is called by, with its type, once.
-- returns: ns, entity, name, type
SELECT DISTINCT entity.ns, entity.key, naming.name, naming.type
FROM naming
JOIN entity ON entity.key = naming.entity
