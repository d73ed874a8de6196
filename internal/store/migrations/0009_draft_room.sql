-- 128 bits of a hash of (survey, id) of the response that a draft is to become, as changes has it of one
-- that was erased: whoever erases an answer erases what waits to be sent again under its id. NULL in
-- drafts that were saved before.
ALTER TABLE drafts ADD COLUMN mark BLOB;
CREATE INDEX drafts_mark ON drafts (mark) WHERE mark IS NOT NULL;

-- How many drafts there are of a survey and how much room they take, so that nobody fills the disk with
-- them. The triggers keep it, whoever adds, changes or removes drafts, in the same transaction.
CREATE TABLE draft_room (
    survey TEXT    PRIMARY KEY,
    drafts INTEGER NOT NULL,
    bytes  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO draft_room (survey, drafts, bytes)
    SELECT survey, count(*), sum(length(pad) + octet_length(fields)) FROM drafts GROUP BY survey;

CREATE TRIGGER drafts_came AFTER INSERT ON drafts BEGIN
    INSERT INTO draft_room (survey, drafts, bytes) VALUES (new.survey, 1, length(new.pad) + octet_length(new.fields))
        ON CONFLICT (survey) DO UPDATE SET drafts = drafts + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER drafts_changed AFTER UPDATE OF survey, fields ON drafts BEGIN
    UPDATE draft_room SET drafts = drafts - 1, bytes = bytes - length(old.pad) - octet_length(old.fields)
        WHERE survey = old.survey;
    INSERT INTO draft_room (survey, drafts, bytes) VALUES (new.survey, 1, length(new.pad) + octet_length(new.fields))
        ON CONFLICT (survey) DO UPDATE SET drafts = drafts + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER drafts_went AFTER DELETE ON drafts BEGIN
    UPDATE draft_room SET drafts = drafts - 1, bytes = bytes - length(old.pad) - octet_length(old.fields)
        WHERE survey = old.survey;
END;
