// One node for a form of a name.
CREATE CONSTRAINT graphmem_name_form IF NOT EXISTS
FOR (n:NameForm) REQUIRE (n.namespace, n.form, n.entity_id, n.name, n.type) IS UNIQUE
