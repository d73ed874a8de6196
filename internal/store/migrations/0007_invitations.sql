-- Links that are good for one answer to a survey. hash is of what stands in the link. Nothing here
-- leads to the response that used one, not even a time.
CREATE TABLE invitations (
    hash   BLOB    PRIMARY KEY,
    survey TEXT    NOT NULL,
    used   INTEGER NOT NULL CHECK (used IN (0, 1))
) STRICT, WITHOUT ROWID;
