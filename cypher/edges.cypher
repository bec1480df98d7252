// The edges that leave the passages and entities whose keys lie in a range.
//   $namespace      text
//   $after, $until  integers
// returns: mentions, facts, same: lists of edges
RETURN COLLECT {
    MATCH (passage:Passage)
    WHERE passage.namespace = $namespace AND passage.key > $after AND passage.key <= $until
    RETURN @mention_edge_columns
} AS mentions, COLLECT {
    MATCH (subject:Entity)
    WHERE subject.namespace = $namespace AND subject.key > $after AND subject.key <= $until
    MATCH (subject)-[fact:FACT|WAS]->(object)
    RETURN @fact_edge_columns
} AS facts, COLLECT {
    MATCH (alias:Entity)
    WHERE alias.namespace = $namespace AND alias.key > $after AND alias.key <= $until
    MATCH (alias)-[same:SAME|PARTED]->(entity)
    RETURN @same_edge_columns
} AS same
