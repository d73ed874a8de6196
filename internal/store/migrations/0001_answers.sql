-- Times are microseconds since 1970 in UTC.

-- Every version of a survey's file that answers were given to; one of them is the current one.
CREATE TABLE surveys (
    survey  TEXT    NOT NULL,
    version TEXT    NOT NULL,
    source  BLOB    NOT NULL,
    stored  INTEGER NOT NULL,
    current INTEGER NOT NULL CHECK (current IN (0, 1)),
    PRIMARY KEY (survey, version)
) STRICT;
CREATE UNIQUE INDEX surveys_current ON surveys (survey) WHERE current = 1;

-- The last sequence number given out, over all surveys. It outlives the answers: a number whose
-- answer was erased is not given again.
CREATE TABLE sequence (last INTEGER NOT NULL) STRICT;
INSERT INTO sequence (last) VALUES (0);

-- One person's answers. The document is JSON and holds no contact details.
CREATE TABLE responses (
    seq       INTEGER PRIMARY KEY,
    survey    TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    version   TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    started   INTEGER,
    submitted INTEGER NOT NULL,
    receipt   BLOB,
    document  TEXT    NOT NULL,
    FOREIGN KEY (survey, version) REFERENCES surveys (survey, version)
) STRICT;
CREATE UNIQUE INDEX responses_id ON responses (survey, id);
CREATE INDEX responses_receipt ON responses (receipt) WHERE receipt IS NOT NULL;

-- The words beside a consent's box, exactly as they were shown; hash is their SHA-256.
CREATE TABLE statements (
    hash  BLOB PRIMARY KEY,
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Contact details, apart from the answers. fields is a JSON object by question id. consented is the
-- moment of a consent, NULL when none was given.
CREATE TABLE contacts (
    seq       INTEGER PRIMARY KEY REFERENCES responses (seq) ON DELETE CASCADE,
    fields    TEXT NOT NULL,
    consented INTEGER,
    statement BLOB REFERENCES statements (hash)
) STRICT;
