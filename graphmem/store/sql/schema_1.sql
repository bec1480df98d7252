-- The schema of a graphmem file, format 1; the files of later formats add to it.
--
-- Instants are microseconds since 1970, UTC; open ends are -2^62 and 2^62. Keys are integers of
-- this file and are never reused; ids are content hashes or the caller's own.
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

-- One row a namespace: system time of its last writing, word statistics, number of erasures.
CREATE TABLE namespace (
    ns INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    revision INTEGER,
    passages INTEGER NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0,
    erasures INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE episode (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    ns INTEGER NOT NULL,
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    speaker TEXT,
    session TEXT,
    title TEXT,
    title_key TEXT,
    status TEXT NOT NULL,
    reason TEXT,
    claims TEXT,
    UNIQUE (ns, id)
);
CREATE INDEX episode_title ON episode (ns, title_key) WHERE title_key IS NOT NULL;
CREATE INDEX episode_status ON episode (ns, status);

-- A passage's text is the span [first, last) of its episode's.
CREATE TABLE passage (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    ns INTEGER NOT NULL,
    id TEXT NOT NULL,
    episode INTEGER NOT NULL,
    place INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    occurred_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    session TEXT,
    UNIQUE (ns, id)
);
CREATE INDEX passage_episode ON passage (episode);
CREATE INDEX passage_session ON passage (ns, session, occurred_at, key) WHERE session IS NOT NULL;
CREATE INDEX passage_told ON passage (ns, occurred_at);

CREATE TABLE passage_index (
    passage INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    vector BLOB NOT NULL,
    size INTEGER NOT NULL,
    tokens BLOB NOT NULL,
    token_vectors BLOB NOT NULL
);
-- Every word carries its namespace ("3_berlin"), so that none counts another's words.
CREATE VIRTUAL TABLE passage_words USING fts5(
    words, content='',
    tokenize="unicode61 remove_diacritics 0 tokenchars '_' categories 'L* N* Co Mn Mc'"
);
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab('passage_words', 'row');

CREATE TABLE entity (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    ns INTEGER NOT NULL,
    id TEXT NOT NULL,
    UNIQUE (ns, id)
);
CREATE TABLE naming (
    entity INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (entity, episode, name, type)
) WITHOUT ROWID;
CREATE INDEX naming_episode ON naming (episode);
CREATE TABLE mention (
    passage INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    first INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (passage, entity, first, name, type)
) WITHOUT ROWID;
CREATE INDEX mention_entity ON mention (entity);

-- Decisions that a name (alias) refers to an entity; episode 0 is the user.
CREATE TABLE same (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    ns INTEGER NOT NULL,
    alias INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    reason TEXT NOT NULL,
    episode INTEGER NOT NULL,
    system_from INTEGER NOT NULL,
    system_to INTEGER NOT NULL
);
CREATE INDEX same_alias ON same (alias);
CREATE INDEX same_entity ON same (entity);
CREATE INDEX same_episode ON same (episode);

-- A claim's object is 0 where it is "*"; predicate_key is the predicate's spelling-free form.
CREATE TABLE claim (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    ns INTEGER NOT NULL,
    id TEXT NOT NULL,
    episode INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    predicate_key TEXT NOT NULL,
    object INTEGER NOT NULL,
    subject_name TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object_name TEXT NOT NULL,
    text TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    kind TEXT NOT NULL,
    exclusive INTEGER NOT NULL,
    negated INTEGER NOT NULL,
    told INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    retracted_at INTEGER,
    retraction TEXT,
    by TEXT NOT NULL,
    UNIQUE (ns, id)
);
CREATE INDEX claim_slot ON claim (subject, predicate_key);
CREATE INDEX claim_object ON claim (object);
CREATE INDEX claim_episode ON claim (episode);
CREATE TABLE evidence (
    claim INTEGER NOT NULL,
    place INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    PRIMARY KEY (claim, place)
) WITHOUT ROWID;
CREATE INDEX evidence_passage ON evidence (passage);

-- One row a version of a fact; it is in view where [shown_from, shown_to) covers the valid time.
CREATE TABLE fact (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    ns INTEGER NOT NULL,
    id TEXT NOT NULL,
    subject INTEGER NOT NULL,
    predicate_key TEXT NOT NULL,
    object INTEGER NOT NULL,
    subject_name TEXT NOT NULL,
    predicate TEXT NOT NULL,
    object_name TEXT NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    exclusive INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    shown_from INTEGER NOT NULL,
    shown_to INTEGER NOT NULL,
    told INTEGER NOT NULL,
    system_from INTEGER NOT NULL,
    system_to INTEGER NOT NULL,
    UNIQUE (ns, id, system_from)
);
CREATE INDEX fact_slot ON fact (subject, predicate_key);
CREATE INDEX fact_object ON fact (object);
CREATE TABLE fact_claim (
    fact INTEGER NOT NULL,
    place INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (fact, place)
) WITHOUT ROWID;
CREATE INDEX fact_claim_claim ON fact_claim (claim);

-- The walk's edges, each from both ends, the heaviest of a node first. Nodes are 2·key of a
-- passage and 2·key + 1 of an entity; ref is the fact's key, 0 for a mention, minus a decision's.
CREATE TABLE edge (
    node INTEGER NOT NULL,
    lightness REAL NOT NULL,
    other INTEGER NOT NULL,
    ref INTEGER NOT NULL,
    told INTEGER NOT NULL,
    shown_from INTEGER NOT NULL,
    shown_to INTEGER NOT NULL,
    system_from INTEGER NOT NULL,
    system_to INTEGER NOT NULL,
    PRIMARY KEY (node, lightness, other, ref)
) WITHOUT ROWID;

CREATE TABLE tombstone (
    ns INTEGER NOT NULL,
    digest TEXT NOT NULL,
    id TEXT NOT NULL,
    episode_id TEXT NOT NULL,
    erased_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (ns, digest)
) WITHOUT ROWID;
