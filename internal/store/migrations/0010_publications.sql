-- What of a survey is public. document holds public numbers and no others; it outlives the closing, as
-- what was once public bounds what may become so. revision rises with every change, so that of two who
-- change the same one is refused. person is who changed last what is to be seen, 0 for nobody.
CREATE TABLE publications (
    survey   TEXT    PRIMARY KEY,
    revision INTEGER NOT NULL,
    opened   INTEGER, -- since when everybody may see it; NULL while nobody may
    person   INTEGER NOT NULL,
    document TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
