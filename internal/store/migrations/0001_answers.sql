-- Times are microseconds since 1970 in UTC.

-- Every version of a survey's file that was ever in use; one of them is the current one.
CREATE TABLE surveys (
    survey  TEXT    NOT NULL,
    version TEXT    NOT NULL,
    source  BLOB    NOT NULL,
    stored  INTEGER NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    PRIMARY KEY (survey, version)
) STRICT;
CREATE UNIQUE INDEX surveys_current ON surveys (survey) WHERE current = 1;

-- One person's answers. The document is JSON and holds no contact details. Numbers rise in the
-- order of storage, over all surveys.
--
-- That (survey, id) is unique is held by the one transaction that stores (see keys), not by an
-- index here: ids and receipts are random, so two indexes would cost every answer two pages of
-- 4 KB in the log, and storing would be four times as slow. It looks as well whether surveys has
-- (survey, version), once a batch where a foreign key would look once a row.
CREATE TABLE responses (
    seq       INTEGER PRIMARY KEY,
    survey    TEXT    NOT NULL,
    id        TEXT    NOT NULL CHECK (id <> ''),
    version   TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    started   INTEGER,
    submitted INTEGER NOT NULL,
    receipt   BLOB,
    document  TEXT    NOT NULL
) STRICT;

-- The index by id and by receipt: the first 64 bits of a hash of (survey, id), or of the receipt.
-- Several responses may share a key, so what is found is compared with the response itself.
-- Responses later than progress.keyed are not here yet; they are entered many at a time, sorted.
CREATE TABLE keys (
    key INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (key, seq)
) STRICT, WITHOUT ROWID;

-- One row. Up to keyed, every response has its keys.
CREATE TABLE progress (
    keyed INTEGER NOT NULL
) STRICT;
INSERT INTO progress (keyed) VALUES (0);

-- How many answers a survey has; whoever adds or removes responses keeps it in the same
-- transaction. last is the last sequence number that was given to an answer of the survey; it
-- outlives the answers, so that the number of one that was erased is not given again.
CREATE TABLE counts (
    survey    TEXT PRIMARY KEY,
    responses INTEGER NOT NULL,
    last      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The words beside a consent's box, exactly as they were shown; hash is their SHA-256.
CREATE TABLE statements (
    hash  BLOB PRIMARY KEY,
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Contact details, apart from the answers. fields is a JSON object by question id. consented is the
-- moment of the consent, NULL when none was given.
CREATE TABLE contacts (
    seq       INTEGER PRIMARY KEY REFERENCES responses (seq) ON DELETE CASCADE,
    fields    TEXT NOT NULL,
    consented INTEGER,
    statement BLOB REFERENCES statements (hash)
) STRICT;

-- What Check writes, to prove that the file takes writes.
CREATE TABLE pulse (
    beat INTEGER NOT NULL
) STRICT;
INSERT INTO pulse (beat) VALUES (0);
