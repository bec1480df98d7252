-- A version of a fact rests on a claim.
--   $fact, $claim  keys
--   $place         integer
INSERT INTO fact_claim (fact, place, claim) VALUES ($fact, $place, $claim)
