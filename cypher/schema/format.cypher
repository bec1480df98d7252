// One node says that this is graphmem's database, and which format it has.
CREATE CONSTRAINT graphmem_format IF NOT EXISTS
FOR (n:Graphmem) REQUIRE (n.name) IS UNIQUE
