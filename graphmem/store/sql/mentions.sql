-- Mentions of some entities in passages in view.
--   $ns   integer
--   $ids  JSON list of text, the entities
-- uses: @passage_in_view
SELECT entity.id AS entity_id, passage.id AS passage_id, mention.name, mention.type,
    mention.first, mention.last
FROM json_each($ids) AS given
CROSS JOIN entity ON entity.ns = $ns AND entity.id = given.value
JOIN mention ON mention.entity = entity.key
JOIN passage ON passage.key = mention.passage
WHERE @passage_in_view
ORDER BY passage.key, mention.first
