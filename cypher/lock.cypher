// A namespace's own node, locked until the transaction ends: one writer at a time.
//   $namespace  text
MATCH (namespace:Namespace {name: $namespace})
SET namespace.keys = namespace.keys + 0
WITH namespace
RETURN @namespace_columns
