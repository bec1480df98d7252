// Edges in view from some nodes of the walk, a list for each node that has any.
//   $namespace             text
//   $passages, $entities   lists of [place in the frontier, key]
//   $limit                 integer: at most so many edges a node
// uses: @told_in_view @fact_in_view
CALL () {
    UNWIND $passages AS given
    MATCH (passage:Passage {namespace: $namespace, key: given[1]})
    WHERE @told_in_view
    RETURN given[0] AS owner, COLLECT {
        MATCH (passage)-[:MENTIONS]->(entity)
        RETURN DISTINCT 2 * entity.key + 1 AS node LIMIT $limit
    } AS nodes
    UNION ALL
    UNWIND $entities AS given
    MATCH (entity:Entity {namespace: $namespace, key: given[1]})
    RETURN given[0] AS owner, COLLECT {
        CALL (entity) {
            MATCH (entity)<-[:MENTIONS]-(passage)
            WHERE @told_in_view
            RETURN DISTINCT 2 * passage.key AS node
            UNION ALL
            MATCH (entity)-[fact:FACT|WAS]-(other)
            WHERE other <> entity AND @fact_in_view
            RETURN 2 * other.key + 1 AS node
            UNION ALL
            MATCH (entity)-[same:SAME|PARTED]-(other)
            WHERE other <> entity AND ($system IS NULL OR same.system_from <= $system)
                AND (same.system_to IS NULL OR same.system_to > $system)
            RETURN 2 * other.key + 1 AS node
        }
        RETURN node LIMIT $limit
    } AS nodes
}
WITH owner, nodes WHERE nodes <> []
RETURN collect(owner) AS owners, collect(nodes) AS nodes
