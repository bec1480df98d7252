// The turns of a session in order.
CREATE INDEX graphmem_turn IF NOT EXISTS
FOR (n:Passage) ON (n.namespace, n.session, n.occurred_at, n.key)
