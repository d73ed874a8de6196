package store

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"muster/internal/response"
)

// contactsAtOnce are read before it is looked whether anybody still waits for them.
const contactsAtOnce = 5000

// Contacts returns the contact details of those who answered a survey and agreed to be contacted,
// by the PublicID of their response.
func (s *Store) Contacts(ctx context.Context, surveyID string) (map[string]response.Contact, error) {
	r := contactReader{survey: surveyID, contacts: map[string]response.Contact{}}
	err := s.reading(ctx, func(conn *sqlite3.SQLiteConn) error { return r.read(ctx, conn) })
	if err != nil {
		return nil, fmt.Errorf("read the contacts of survey %q: %w", surveyID, err)
	}
	return r.contacts, nil
}

// contactReader reads contacts. What people agreed to is a long text that nearly all of them share: it is
// read once, and not with every row.
type contactReader struct {
	survey   string
	words    map[string]string // of statements and notices, by hash
	contacts map[string]response.Contact
	last     int64 // sequence number that was read
	broken   error
}

func (r *contactReader) read(ctx context.Context, conn *sqlite3.SQLiteConn) error {
	// CROSS JOIN keeps the order: contacts are few, responses are many.
	const agreed = `SELECT c.seq, r.id, c.fields, c.statement, c.notice
		FROM contacts c CROSS JOIN responses r ON r.seq = c.seq
		WHERE c.seq > ? AND c.consented IS NOT NULL AND c.` + toldSomething + ` AND r.survey = ? ORDER BY c.seq LIMIT ?`
	if err := r.readWords(conn); err != nil {
		return err
	}
	for rows := contactsAtOnce; rows == contactsAtOnce; {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows = 0
		err := each(conn, 5, agreed, func(row []driver.Value) { rows++; r.add(row) }, r.last, r.survey, int64(contactsAtOnce))
		if err == nil {
			err = r.broken
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *contactReader) readWords(conn *sqlite3.SQLiteConn) error {
	r.words = map[string]string{}
	return each(conn, 2, `SELECT hash, words FROM statements`, func(row []driver.Value) {
		r.words[string(row[0].([]byte))] = row[1].(string)
	})
}

// add reads a row; whoever agreed to nothing that is known is left out.
func (r *contactReader) add(row []driver.Value) {
	r.last = row[0].(int64)
	statement, known := r.said(row[3])
	if !known {
		return
	}
	notice, _ := r.said(row[4])
	c, err := contact(row[2].(string), true, statement, notice)
	if err != nil {
		r.broken = err
		return
	}
	r.contacts[response.PublicID(row[1].(string))] = *c
}

func (r *contactReader) said(hash driver.Value) (words string, known bool) {
	key, is := hash.([]byte)
	if !is {
		return "", false
	}
	words, known = r.words[string(key)]
	return words, known
}
