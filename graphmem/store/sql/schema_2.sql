-- Format 2: claims are found by their sentences. *said* is 0 until the claims of an older file
-- have theirs.
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
