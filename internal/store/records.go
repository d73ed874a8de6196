package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"muster/internal/response"
)

// Records returns the responses stored after the sequence number, of all surveys, ascending and at
// most limit of them; none means that there are no later ones. Contact details are not in them.
func (s *Store) Records(ctx context.Context, after int64, limit int) ([]response.Record, error) {
	const later = `SELECT seq, id, survey, version, source, started, submitted, document
		FROM responses WHERE seq > ? ORDER BY seq LIMIT ?`
	rows, err := s.read.QueryContext(ctx, later, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read responses after %d: %w", after, err)
	}
	defer rows.Close()
	var records []response.Record
	for rows.Next() {
		var r response.Record
		var started sql.NullInt64
		var submitted int64
		if err := rows.Scan(&r.Seq, &r.ID, &r.Survey, &r.Version, &r.Source, &started, &submitted, &r.Document); err != nil {
			return nil, fmt.Errorf("read responses after %d: %w", after, err)
		}
		r.Started, r.Submitted = moment(started), time.UnixMicro(submitted).UTC()
		records = append(records, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read responses after %d: %w", after, err)
	}
	return records, nil
}

// LastSeq returns the last sequence number that was given out; 0 when there was none. Its response
// may have been erased since.
func (s *Store) LastSeq(ctx context.Context) (last int64, err error) {
	if err = s.read.QueryRowContext(ctx, `SELECT last FROM progress`).Scan(&last); err != nil {
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
