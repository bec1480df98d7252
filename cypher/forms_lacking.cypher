// Whether a namespace has names and no form of any, as older ones do.
//   $namespace  text
RETURN EXISTS {
    MATCH (entity:Entity)<-[:NAMED]-() WHERE entity.namespace = $namespace AND entity.id IS NOT NULL
} AND NOT EXISTS {
    MATCH (held:NameForm) WHERE held.namespace = $namespace AND held.form IS NOT NULL
}
