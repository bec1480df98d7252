// How much of each kind is in view.
//   $namespace  text
// uses: @passage_in_view, @versions, @fact_in_view
OPTIONAL MATCH (passage:Passage)
WHERE passage.namespace = $namespace AND passage.id IS NOT NULL AND @passage_in_view
OPTIONAL MATCH (passage)-[:PART_OF]->(episode:Episode)
WITH count(passage) AS passages, collect(DISTINCT episode) AS seen
RETURN size(seen) AS episodes, passages,
    COUNT {
        UNWIND seen AS episode
        MATCH (episode)<-[:TOLD_IN]-(claim:Claim)
        WHERE $system IS NULL OR claim.recorded_at <= $system
        RETURN claim
    } AS claims,
    COUNT {
        @versions
        WITH fact WHERE @fact_in_view
        RETURN fact
    } AS facts,
    COUNT {
        UNWIND seen AS episode
        MATCH (episode)-[:NAMED]->(entity:Entity)
        RETURN DISTINCT entity
    } AS entities
