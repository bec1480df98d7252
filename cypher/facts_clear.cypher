// Remove every version of the facts of some slots.
//   $namespace  text
//   $slots      list of [subject id, predicate key]
// returns: how many
UNWIND $slots AS slot
MATCH (:Entity {namespace: $namespace, id: slot[0]})-[fact:FACT|WAS]->()
WHERE fact.predicate_key = slot[1]
WITH DISTINCT fact
DELETE fact
RETURN count(*)
