-- What was decided by hand about the exports of another tool's form, so that the next export needs no
-- second mapping. document is what package importer writes: titles of columns and spellings of options,
-- and no answers but those of which somebody said what they mean. name is the form's, and the source of
-- its answers.
CREATE TABLE forms (
    survey   TEXT    NOT NULL,
    name     TEXT    NOT NULL CHECK (name <> ''),
    document TEXT    NOT NULL,
    saved    INTEGER NOT NULL,
    PRIMARY KEY (survey, name)
) STRICT, WITHOUT ROWID;
