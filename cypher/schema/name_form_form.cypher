// Names by their forms.
CREATE INDEX graphmem_name_form_form IF NOT EXISTS
FOR (n:NameForm) ON (n.namespace, n.form)
