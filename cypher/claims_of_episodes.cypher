// Claims that rest on passages of some episodes.
//   $namespace  text
//   $ids        list of text, the episodes
UNWIND $ids AS id
MATCH (:Episode {namespace: $namespace, id: id})<-[:PART_OF]-(:Passage)<-[:EVIDENCE]-(claim:Claim)
WITH DISTINCT claim
RETURN @claim_columns
