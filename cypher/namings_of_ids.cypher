// What some entities were called in episodes that are in view.
//   $namespace  text
//   $ids        list of text, the entities
// uses: @passage_in_view
UNWIND $ids AS id
MATCH (entity:Entity {namespace: $namespace, id: id})<-[named:NAMED]-(episode:Episode)
WHERE EXISTS {
    MATCH (episode)<-[:PART_OF]-(passage:Passage) WHERE @passage_in_view
}
RETURN @naming_columns
