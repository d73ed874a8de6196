package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/mattn/go-sqlite3"

	"muster/internal/response"
)

// Records returns the responses stored after the sequence number, of all surveys, ascending and at
// most limit of them; none means that there are no later ones. Contact details are not in them. The
// context is heeded until the reading begins, so limit bounds the time as well.
func (s *Store) Records(ctx context.Context, after int64, limit int) ([]response.Record, error) {
	var records []response.Record
	err := s.reading(ctx, func(conn *sqlite3.SQLiteConn) (err error) {
		records, err = readRecords(conn, after, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read responses after %d: %w", after, err)
	}
	return records, nil
}

// reading calls do with a connection that only reads, past database/sql: converting each value costs
// as much as reading it.
func (s *Store) reading(ctx context.Context, do func(*sqlite3.SQLiteConn) error) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() // gives it back
	return conn.Raw(func(raw any) error { return do(raw.(*sqlite3.SQLiteConn)) })
}

func readRecords(conn *sqlite3.SQLiteConn, after int64, limit int) (records []response.Record, err error) {
	// The document comes as bytes, which spares a copy.
	const later = `SELECT seq, id, survey, version, source, started, submitted, CAST(document AS BLOB)
		FROM responses WHERE seq > ? ORDER BY seq LIMIT ?`
	rows, err := conn.QueryContext(context.Background(), later, []driver.NamedValue{
		{Ordinal: 1, Value: after}, {Ordinal: 2, Value: int64(limit)},
	})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, 8)
	for {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return records, nil
		case err != nil:
			return nil, err
		}
		records = append(records, recordOf(row))
	}
}

// recordOf reads a row; that the types are right is what STRICT tables are for.
func recordOf(row []driver.Value) response.Record {
	r := response.Record{
		Seq: row[0].(int64), ID: row[1].(string), Survey: row[2].(string), Version: row[3].(string), Source: row[4].(string),
		Submitted: time.UnixMicro(row[6].(int64)).UTC(), Document: row[7].([]byte),
	}
	if started, known := row[5].(int64); known {
		r.Started = time.UnixMicro(started).UTC()
	}
	return r
}

// LastSeq returns the last sequence number that was given out; 0 when there was none. Its response
// may have been erased since.
func (s *Store) LastSeq(ctx context.Context) (last int64, err error) {
	if err = s.read.QueryRowContext(ctx, `SELECT coalesce(max(last), 0) FROM counts`).Scan(&last); err != nil {
		err = fmt.Errorf("read the last sequence number: %w", err)
	}
	return last, err
}

// Count returns how many responses a survey has.
func (s *Store) Count(ctx context.Context, surveyID string) (n int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT responses FROM counts WHERE survey = ?`, surveyID).Scan(&n)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("count the responses to survey %q: %w", surveyID, err)
	}
	return n, nil
}

// Contacts returns the contact details of those who answered a survey and agreed to be contacted,
// by the PublicID of their response.
func (s *Store) Contacts(ctx context.Context, surveyID string) (map[string]response.Contact, error) {
	// CROSS JOIN keeps the order: contacts are few, responses are many.
	const agreed = `SELECT r.id, c.fields, w.words
		FROM contacts c CROSS JOIN responses r ON r.seq = c.seq JOIN statements w ON w.hash = c.statement
		WHERE c.consented IS NOT NULL AND r.survey = ?`
	rows, err := s.read.QueryContext(ctx, agreed, surveyID)
	if err != nil {
		return nil, fmt.Errorf("read the contacts of survey %q: %w", surveyID, err)
	}
	defer rows.Close()
	contacts := map[string]response.Contact{}
	for rows.Next() {
		var id, fields, words string
		if err := rows.Scan(&id, &fields, &words); err != nil {
			return nil, fmt.Errorf("read the contacts of survey %q: %w", surveyID, err)
		}
		c, err := contact(fields, true, words)
		if err != nil {
			return nil, fmt.Errorf("read the contacts of survey %q: %w", surveyID, err)
		}
		contacts[response.PublicID(id)] = *c
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read the contacts of survey %q: %w", surveyID, err)
	}
	return contacts, nil
}
