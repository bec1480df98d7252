// Mentions of some entities in passages in view.
//   $namespace  text
//   $ids        list of text, the entities
// uses: @passage_in_view
UNWIND $ids AS entity_id
MATCH (:Entity {namespace: $namespace, id: entity_id})<-[mention:MENTIONS]-(passage:Passage)
WHERE @passage_in_view
RETURN entity_id, passage.id AS passage_id, mention.name AS name, mention.type AS type,
    mention.start AS first, mention.end AS last, passage.key AS key
