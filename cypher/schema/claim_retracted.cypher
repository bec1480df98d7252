// Claims that were retracted.
CREATE INDEX graphmem_claim_retracted IF NOT EXISTS
FOR (n:Claim) ON (n.namespace, n.retracted_at)
