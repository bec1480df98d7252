// The words of every passage, to be counted again.
//   $namespace  text
MATCH (node:Index)
WHERE node.namespace = $namespace AND node.key IS NOT NULL
RETURN node.words
