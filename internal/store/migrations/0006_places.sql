-- How many responses took a place under an option that only so many may pick: of the responses that
-- are there, those that have the option among their picks, however they came in. Whoever stores,
-- corrects or erases one keeps it in the same transaction. An option has a row from the moment the
-- store is first told of its quota; the responses before it are counted then.
CREATE TABLE places (
    survey   TEXT    NOT NULL,
    question TEXT    NOT NULL,
    option   TEXT    NOT NULL,
    taken    INTEGER NOT NULL,
    PRIMARY KEY (survey, question, option)
) STRICT, WITHOUT ROWID;
