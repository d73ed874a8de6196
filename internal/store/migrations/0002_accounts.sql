-- Who may log in. key is the address in the form in which addresses are compared.
CREATE TABLE people (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT    NOT NULL UNIQUE,
    email    TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    role     TEXT    NOT NULL CHECK (role IN ('founder', 'viewer')),
    password TEXT    NOT NULL,
    created  INTEGER NOT NULL
) STRICT;

-- Links that work once. hash is the SHA-256 of what stands in the link.
CREATE TABLE tokens (
    hash    BLOB    PRIMARY KEY,
    purpose TEXT    NOT NULL,
    person  INTEGER REFERENCES people (id) ON DELETE CASCADE,
    role    TEXT,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who is logged in. token is a hash of what the browser holds.
CREATE TABLE sessions (
    token   TEXT    PRIMARY KEY,
    data    BLOB    NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_expires ON sessions (expires);

-- Failed logins in a row. key is a hash of the address that was typed, known or not.
CREATE TABLE attempts (
    key      BLOB    PRIMARY KEY,
    failures INTEGER NOT NULL,
    last     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempts_last ON attempts (last);
