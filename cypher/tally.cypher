// How many asserting states some slots believe, and how many of them are exclusive.
//   $namespace  text
//   $slots      list of [place, subject id, predicate key]
// returns: place, states, exclusive ones; no row for a slot that believes none
UNWIND $slots AS slot
MATCH (claim:Claim)
WHERE claim.namespace = $namespace AND claim.subject_id = slot[1]
    AND claim.predicate_key = slot[2] AND claim.object_id IS NOT NULL
    AND claim.kind = 'state' AND NOT claim.negated AND claim.retracted_at IS NULL
RETURN slot[0] AS place, count(*) AS states, sum(CASE WHEN claim.exclusive THEN 1 ELSE 0 END) AS exclusive
