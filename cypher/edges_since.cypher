// The edges that came, or ended, after a system time.
//   $namespace  text
//   $after      datetime
// returns: mentions, facts, same: as in edges
RETURN COLLECT {
    MATCH (passage:Passage)
    WHERE passage.namespace = $namespace AND passage.mentioned_at > $after
    RETURN @mention_edge_columns
} AS mentions, COLLECT {
    MATCH (subject)-[fact:FACT]->(object)
    WHERE fact.namespace = $namespace AND fact.system_from > $after
    RETURN @fact_edge_columns AS edge
    UNION ALL
    MATCH (subject)-[fact:WAS]->(object)
    WHERE fact.namespace = $namespace AND fact.system_to > $after
    RETURN @fact_edge_columns AS edge
} AS facts, COLLECT {
    MATCH (alias)-[same:SAME]->(entity)
    WHERE same.namespace = $namespace AND same.system_from > $after
    RETURN @same_edge_columns AS edge
    UNION ALL
    MATCH (alias)-[same:PARTED]->(entity)
    WHERE same.namespace = $namespace AND same.system_to > $after
    RETURN @same_edge_columns AS edge
} AS same
