// Claims by what they are about.
CREATE INDEX graphmem_claim_object IF NOT EXISTS
FOR (n:Claim) ON (n.namespace, n.object_id)
