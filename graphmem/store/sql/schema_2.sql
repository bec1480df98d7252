-- Format 2: claims are found by their sentences, names by their forms. *said* is 0 until the
-- claims of an older file have theirs.
CREATE TABLE sentence (
    claim INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    vector BLOB NOT NULL,
    tokens BLOB NOT NULL,
    token_vectors BLOB NOT NULL
);
CREATE INDEX claim_retracted ON claim (ns, retracted_at) WHERE retracted_at IS NOT NULL;
ALTER TABLE namespace ADD COLUMN said INTEGER NOT NULL DEFAULT 1;
UPDATE namespace SET said = 0;

-- The forms under which a name is found by those that are like it: see likeness.py.
CREATE TABLE name_form (
    ns INTEGER NOT NULL,
    form TEXT NOT NULL,
    entity INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (ns, form, entity, name, type)
) WITHOUT ROWID;
CREATE INDEX name_form_entity ON name_form (entity);
