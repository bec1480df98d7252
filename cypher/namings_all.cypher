// What entities were called in episodes that are in view.
//   $namespace  text
// uses: @passage_in_view
MATCH (entity:Entity)<-[named:NAMED]-(episode:Episode)
WHERE entity.namespace = $namespace AND entity.id IS NOT NULL
    AND EXISTS {
    MATCH (episode)<-[:PART_OF]-(passage:Passage) WHERE @passage_in_view
}
RETURN @naming_columns
