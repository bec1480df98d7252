// Facts that rest on some passages.
//   $namespace  text
//   $ids        list of text
// uses: @facts_wanted
UNWIND $ids AS passage_id
MATCH (:Passage {namespace: $namespace, id: passage_id})<-[:EVIDENCE]-(claim:Claim)
UNWIND claim.facts AS id
MATCH ()-[fact:FACT|WAS]->()
WHERE fact.namespace = $namespace AND fact.id = id AND claim.id IN fact.claim_ids
WITH DISTINCT fact
@facts_wanted
