// Remove a namespace's sentences, to be made again.
//   $namespace  text
MATCH (namespace:Namespace {name: $namespace})
SET namespace.said = null
WITH namespace
MATCH (node:Sentence)
WHERE node.namespace = namespace.name AND node.key IS NOT NULL
DETACH DELETE node
