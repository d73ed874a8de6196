-- How often a page of a form was shown, begun and finished, as sums: nobody can be told from them.
-- day is the date in the survey's zone, source where the link was handed out.
CREATE TABLE visits (
    survey   TEXT    NOT NULL,
    day      TEXT    NOT NULL,
    source   TEXT    NOT NULL,
    step     INTEGER NOT NULL,
    views    INTEGER NOT NULL,
    starts   INTEGER NOT NULL,
    finishes INTEGER NOT NULL,
    PRIMARY KEY (survey, day, source, step)
) STRICT, WITHOUT ROWID;
