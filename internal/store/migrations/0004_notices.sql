-- The privacy notice that was shown with a consent, as statement has the words beside the box. The
-- table is written anew because a row of the old shape would grow when it is blanked (see changes);
-- that hashes are in statements is held by whoever inserts, because blank ones are not.
CREATE TABLE contacts_with_notice (
    seq       INTEGER PRIMARY KEY REFERENCES responses (seq) ON DELETE CASCADE,
    fields    TEXT NOT NULL,
    consented INTEGER,
    statement BLOB,
    notice    BLOB
) STRICT;
INSERT INTO contacts_with_notice (seq, fields, consented, statement)
    SELECT seq, fields, consented, statement FROM contacts ORDER BY seq;
DROP TABLE contacts;
ALTER TABLE contacts_with_notice RENAME TO contacts;
