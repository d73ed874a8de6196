-- Which answers came in with which file, so that a file can be taken back. While an import stores, nobody
-- else does, so its numbers follow each other: of the responses later than after, up to last, those that
-- correct no other (see changes) are those that it brought. Imports that stored nothing are not here, nor
-- are those from before this step. person is an account's id, 0 for the command line; file is blanked when
-- the import is taken back, because files are named after people.
CREATE TABLE imports (
    import  INTEGER PRIMARY KEY,
    survey  TEXT    NOT NULL,
    form    TEXT    NOT NULL,
    file    TEXT    NOT NULL,
    person  INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    after   INTEGER NOT NULL,
    last    INTEGER NOT NULL,
    new     INTEGER NOT NULL, -- what became of the rows of the file, as package store counts them
    same    INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    erased  INTEGER NOT NULL,
    held    INTEGER NOT NULL
) STRICT;

-- Imports that were taken back: by whom and when, how many of their answers were erased then and how many
-- stayed. They are apart so that a row of imports is never written longer (see changes).
CREATE TABLE imports_taken_back (
    import INTEGER PRIMARY KEY REFERENCES imports (import),
    person INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    erased INTEGER NOT NULL,
    stayed INTEGER NOT NULL
) STRICT;
