// What entities were called in some episodes that are in view.
//   $namespace  text
//   $episodes   list of text
// uses: @passage_in_view
UNWIND $episodes AS id
MATCH (entity:Entity)<-[named:NAMED]-(episode:Episode {namespace: $namespace, id: id})
WHERE EXISTS {
    MATCH (episode)<-[:PART_OF]-(passage:Passage) WHERE @passage_in_view
}
RETURN @naming_columns
