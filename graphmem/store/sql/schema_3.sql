-- Format 3: each namespace has an embedder of its own. *reembedded* is the key of the last passage
-- whose vectors were made again after a change of embedder, NULL where no change is under way.
ALTER TABLE namespace ADD COLUMN embedder TEXT NOT NULL DEFAULT '';
ALTER TABLE namespace ADD COLUMN dimension INTEGER NOT NULL DEFAULT 0;
ALTER TABLE namespace ADD COLUMN reembedded INTEGER;
UPDATE namespace
SET embedder = (SELECT value FROM meta WHERE name = 'embedder'),
    dimension = (SELECT value FROM meta WHERE name = 'dimension');
DROP TABLE meta;
