// The forms of an entity's names.
CREATE INDEX graphmem_name_form_entity IF NOT EXISTS
FOR (n:NameForm) ON (n.namespace, n.entity_id)
