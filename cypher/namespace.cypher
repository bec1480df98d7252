// A namespace's own node.
//   $namespace  text
MATCH (namespace:Namespace {name: $namespace})
RETURN @namespace_columns
