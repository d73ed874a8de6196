package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"muster/internal/response"
)

// Response returns the response with that id, with its contact details, or ErrNotFound.
func (s *Store) Response(ctx context.Context, surveyID, id string) (*response.Response, error) {
	r, err := s.find(ctx, keyOf(surveyID, id), `survey = ? AND id = ?`, surveyID, id)
	if err != nil {
		return nil, fmt.Errorf("read a response to survey %q: %w", surveyID, err)
	}
	return r, nil
}

// ByReceipt returns the response whose Receipt is hash, or ErrNotFound.
func (s *Store) ByReceipt(ctx context.Context, hash []byte) (*response.Response, error) {
	r, err := s.find(ctx, receiptKey(hash), `receipt = ?`, hash)
	if err != nil {
		return nil, fmt.Errorf("read a response by its receipt: %w", err)
	}
	return r, nil
}

// find looks under key for the response that meets the condition. The order matters: the tail first,
// because what leaves it is in the keys table by then; last what is later than both.
func (s *Store) find(ctx context.Context, key int64, condition string, values ...any) (*response.Response, error) {
	seqs, last := s.tail.find(key)
	for _, seq := range seqs {
		r, err := s.one(ctx, `r.seq = ? AND `+condition, append([]any{seq}, values...)...)
		if !errors.Is(err, ErrNotFound) {
			return r, err
		}
	}
	keyed := `r.seq IN (SELECT seq FROM keys WHERE key = ?) AND ` + condition
	r, err := s.one(ctx, keyed, append([]any{key}, values...)...)
	if !errors.Is(err, ErrNotFound) {
		return r, err
	}
	return s.one(ctx, `r.seq > ? AND `+condition, append([]any{last}, values...)...)
}

// one reads the first response that meets the condition.
func (s *Store) one(ctx context.Context, condition string, values ...any) (*response.Response, error) {
	const columns = `SELECT r.id, r.survey, r.version, r.source, r.started, r.submitted, r.receipt, r.document,
		(SELECT corrected FROM changes WHERE seq = r.seq), c.fields, c.consented, w.words, n.words
		FROM responses r LEFT JOIN contacts c ON c.seq = r.seq AND c.` + toldSomething + `
		LEFT JOIN statements w ON w.hash = c.statement LEFT JOIN statements n ON n.hash = c.notice WHERE `
	var (
		r                           = &response.Response{}
		started, corrected, consent sql.NullInt64
		submitted                   int64
		document                    []byte
		fields, words, notice       sql.NullString
	)
	err := s.read.QueryRowContext(ctx, columns+condition+` ORDER BY r.seq LIMIT 1`, values...).Scan(
		&r.ID, &r.Survey, &r.Version, &r.Source, &started, &submitted, &r.Receipt, &document,
		&corrected, &fields, &consent, &words, &notice)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	r.Started, r.Submitted, r.Corrected = moment(started), time.UnixMicro(submitted).UTC(), moment(corrected)
	if r.Answers, r.Circumstances, err = response.DecodeDocument(document); err != nil {
		return nil, err
	}
	if fields.Valid {
		r.Contact, err = contact(fields.String, consent.Valid, words.String, notice.String)
	}
	return r, err
}

// moment reads a time that may be unknown.
func moment(micros sql.NullInt64) time.Time {
	if !micros.Valid {
		return time.Time{}
	}
	return time.UnixMicro(micros.Int64).UTC()
}

func contact(fields string, consent bool, statement, notice string) (*response.Contact, error) {
	c := &response.Contact{Consent: consent, Statement: statement, Notice: notice}
	if err := json.Unmarshal([]byte(fields), &c.Fields); err != nil {
		return nil, fmt.Errorf("read contact details: %w", err)
	}
	return c, nil
}
