// Edges in view from some nodes of the walk, as columns.
//   $namespace             text
//   $passages, $entities   lists of [place in the frontier, key]
//   $limit                 integer: at most so many edges a node
// uses: @told_in_view @fact_in_view
CALL () {
    UNWIND $passages AS given
    MATCH (passage:Passage {namespace: $namespace, key: given[1]})
    WHERE @told_in_view
    CALL (passage) {
        MATCH (passage)-[:MENTIONS]->(entity:Entity)
        RETURN DISTINCT 2 * entity.key + 1 AS node LIMIT $limit
    }
    RETURN given[0] AS owner, node
    UNION ALL
    UNWIND $entities AS given
    MATCH (entity:Entity {namespace: $namespace, key: given[1]})
    CALL (entity) {
        CALL (entity) {
            MATCH (entity)<-[:MENTIONS]-(passage:Passage)
            WHERE @told_in_view
            RETURN DISTINCT 2 * passage.key AS node
            UNION ALL
            MATCH (entity)-[fact:FACT|WAS]-(other:Entity)
            WHERE other <> entity AND @fact_in_view
            RETURN 2 * other.key + 1 AS node
            UNION ALL
            MATCH (entity)-[same:SAME|PARTED]-(other:Entity)
            WHERE other <> entity AND ($system IS NULL OR same.system_from <= $system)
                AND (same.system_to IS NULL OR same.system_to > $system)
            RETURN 2 * other.key + 1 AS node
        }
        RETURN node LIMIT $limit
    }
    RETURN given[0] AS owner, node
}
RETURN collect(owner) AS owners, collect(node) AS nodes
