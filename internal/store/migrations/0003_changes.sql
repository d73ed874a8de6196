-- What became of responses that were stored. A response that is corrected is stored again under a
-- new number, here seq, and one that is erased leaves a row here alone; either way the row of was in
-- responses, and its contact details, are blanked: every value is overwritten by one that takes the
-- same room and says nothing, so that survey is nothing but spaces. The row stays. To delete it would
-- make SQLite move its neighbours together, and secure_delete does not overwrite what a move leaves
-- behind: the words of a neighbour would outlive its own erasure.
--
-- Later changes leave earlier ones here, so that whoever follows the numbers from any point learns
-- of everything that is no longer true.
CREATE TABLE changes (
    seq       INTEGER PRIMARY KEY,
    survey    TEXT    NOT NULL,
    was       INTEGER NOT NULL,
    corrected INTEGER, -- the moment of the correction; NULL when the response was erased
    erased    BLOB     -- 128 bits of a hash of (survey, id) that was erased, so that a late resend does
                       -- not bring it back; it is found through keys
) STRICT;
