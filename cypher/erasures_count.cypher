// Let those who follow what is written read all of it again.
//   $namespace  text
MATCH (namespace:Namespace {name: $namespace})
SET namespace.erasures = namespace.erasures + 1
