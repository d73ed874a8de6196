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

// Records returns what was stored, corrected and erased after the sequence number, of all surveys,
// ascending and at most limit of it; none means that there is nothing later. Contact details are not
// in it. Whoever reads on from any number, and leaves out what a later record replaces, ends with the
// responses that there are. The context is heeded until the reading begins, so limit bounds the time
// as well.
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

// reading calls do with a connection that only reads and that sees one state of the file.
func (s *Store) reading(ctx context.Context, do func(*sqlite3.SQLiteConn) error) error {
	return s.lend(ctx, func(c *sqlite3.SQLiteConn) error {
		return snapshot(c, func() error { return do(c) })
	})
}

// lend calls do with a connection that only reads, past database/sql: converting each value costs as much as
// reading it.
func (s *Store) lend(ctx context.Context, do func(*sqlite3.SQLiteConn) error) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() // gives it back
	return conn.Raw(func(raw any) error { return do(raw.(*sqlite3.SQLiteConn)) })
}

// snapshot lets do see one state of the file.
func snapshot(c *sqlite3.SQLiteConn, do func() error) error {
	if _, err := c.Exec(`BEGIN`, nil); err != nil {
		return err
	}
	err := do()
	_, end := c.Exec(`ROLLBACK`, nil)
	return errors.Join(err, end)
}

// readRecords reads responses and changes apart: there are few changes, and to look for one beside
// every response would cost more than to read them.
func readRecords(conn *sqlite3.SQLiteConn, after int64, limit int) ([]response.Record, error) {
	// The document comes as bytes, which spares a copy.
	const responses = `SELECT seq, id, survey, version, source, started, submitted, CAST(document AS BLOB)
		FROM responses WHERE seq > ? AND ` + notBlank + ` ORDER BY seq LIMIT ?`
	var records, changes []response.Record
	err := each(conn, 8, responses, func(row []driver.Value) { records = append(records, recordOf(row)) }, after, int64(limit))
	if err != nil {
		return nil, err
	}
	const later = `SELECT seq, survey, was, corrected FROM changes WHERE seq > ? ORDER BY seq LIMIT ?`
	err = each(conn, 4, later, func(row []driver.Value) { changes = append(changes, changeOf(row)) }, after, int64(limit))
	if err != nil {
		return nil, err
	}
	return merge(records, changes, limit), nil
}

// each calls do with every row; the row is valid until the next.
func each(conn *sqlite3.SQLiteConn, columns int, query string, do func([]driver.Value), values ...driver.Value) (err error) {
	args := make([]driver.NamedValue, len(values))
	for i, v := range values {
		args[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	rows, err := conn.QueryContext(context.Background(), query, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, columns)
	for {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		do(row)
	}
}

// recordOf reads a response; that the types are right is what STRICT tables are for.
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

// changeOf reads a change.
func changeOf(row []driver.Value) response.Record {
	r := response.Record{Seq: row[0].(int64), Survey: row[1].(string), Replaces: row[2].(int64)}
	if corrected, known := row[3].(int64); known {
		r.Corrected = time.UnixMicro(corrected).UTC()
	}
	return r
}

// merge puts both into one order and takes the first of them. A change that has a response is its
// correction; one that has none is an erasure, or a correction that was itself replaced.
func merge(responses, changes []response.Record, limit int) []response.Record {
	if len(changes) == 0 {
		return responses
	}
	records := make([]response.Record, 0, min(len(responses)+len(changes), limit))
	for len(records) < limit && len(responses)+len(changes) > 0 {
		switch {
		case len(changes) == 0 || len(responses) > 0 && responses[0].Seq < changes[0].Seq:
			records, responses = append(records, responses[0]), responses[1:]
		case len(responses) > 0 && responses[0].Seq == changes[0].Seq:
			r := responses[0]
			r.Replaces, r.Corrected = changes[0].Replaces, changes[0].Corrected
			records, responses, changes = append(records, r), responses[1:], changes[1:]
		default:
			records, changes = append(records, response.Record{
				Seq: changes[0].Seq, Survey: changes[0].Survey, Replaces: changes[0].Replaces,
			}), changes[1:]
		}
	}
	return records
}

// LastSeq returns the last sequence number that was given out, to a response, a correction or an
// erasure; 0 when there was none. Its response may have been erased since.
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
