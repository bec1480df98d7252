// Every claim of some subjects, predicates and objects.
//   $namespace  text
//   $said       list of [subject id, predicate key, object id]
UNWIND $said AS said
MATCH (claim:Claim {
    namespace: $namespace, subject_id: said[0], predicate_key: said[1], object_id: said[2]
})
RETURN @claim_columns
