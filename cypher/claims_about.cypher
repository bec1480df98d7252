// Every claim of some slots about some objects.
//   $namespace  text
//   $slots      list of [subject id, predicate key]
//   $objects    list of text, "*" among them
UNWIND $slots AS slot
UNWIND $objects AS object
MATCH (claim:Claim {
    namespace: $namespace, subject_id: slot[0], predicate_key: slot[1], object_id: object
})
RETURN @claim_columns
