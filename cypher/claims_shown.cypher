// Which of the claims whose sentences have some numbers are in view.
//   $namespace  text
//   $keys       list of integers
// uses: @claim_in_view
UNWIND $keys AS key
MATCH (:Sentence {namespace: $namespace, key: key})<-[:SAID]-(claim:Claim)
WHERE @claim_in_view
RETURN collect(key) AS keys
