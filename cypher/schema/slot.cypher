// Claims that meet: one subject and predicate.
CREATE INDEX graphmem_slot IF NOT EXISTS
FOR (n:Claim) ON (n.namespace, n.subject_id, n.predicate_key, n.object_id)
