-- Forms that are filled in and not sent yet. hash is of the token that opens one; fields is what was
-- posted so far, as a JSON object. Contact details may be among it, so it must be overwritten when it
-- changes or goes: behind pad, which fills what SQLite keeps of a row among other rows, it lies on
-- pages of its own, and those are overwritten when they are given back.
CREATE TABLE drafts (
    draft  INTEGER PRIMARY KEY,
    hash   BLOB    NOT NULL UNIQUE,
    survey TEXT    NOT NULL,
    step   INTEGER NOT NULL,
    saved  INTEGER NOT NULL,
    pad    BLOB    NOT NULL,
    fields TEXT    NOT NULL
) STRICT;
CREATE INDEX drafts_saved ON drafts (survey, saved);
