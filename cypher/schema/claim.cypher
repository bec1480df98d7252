// A claim is recorded once.
CREATE CONSTRAINT graphmem_claim IF NOT EXISTS
FOR (n:Claim) REQUIRE (n.namespace, n.id) IS UNIQUE
