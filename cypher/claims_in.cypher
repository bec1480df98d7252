// Every claim of some slots.
//   $namespace  text
//   $slots      list of [subject id, predicate key]
UNWIND $slots AS slot
MATCH (claim:Claim)
WHERE claim.namespace = $namespace AND claim.subject_id = slot[0]
    AND claim.predicate_key = slot[1] AND claim.object_id IS NOT NULL
RETURN @claim_columns
