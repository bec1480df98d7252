// The slots in which some entities take part, as subject or as object.
//   $namespace  text
//   $ids        list of text, the entities
CALL () {
    UNWIND $ids AS id
    MATCH (claim:Claim)
    WHERE claim.namespace = $namespace AND claim.subject_id = id
        AND claim.predicate_key IS NOT NULL AND claim.object_id IS NOT NULL
    RETURN claim
    UNION ALL
    UNWIND $ids AS id
    MATCH (claim:Claim {namespace: $namespace, object_id: id})
    RETURN claim
}
RETURN DISTINCT claim.subject_id AS subject, claim.predicate_key AS predicate
