// How many asserting states some slots believe, and how many of them are exclusive.
//   $namespace  text
//   $slots      list of [subject id, predicate key]
UNWIND $slots AS slot
MATCH (claim:Claim)
WHERE claim.namespace = $namespace AND claim.subject_id = slot[0]
    AND claim.predicate_key = slot[1] AND claim.object_id IS NOT NULL
    AND claim.kind = 'state' AND NOT claim.negated AND claim.retracted_at IS NULL
RETURN count(*) AS states, sum(CASE WHEN claim.exclusive THEN 1 ELSE 0 END) AS exclusive
