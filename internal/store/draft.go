package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// ErrDraftTooLarge is returned by SaveDraft for a form of more than 64 KB as a browser would send it.
var ErrDraftTooLarge = errors.New("the draft is too large to keep")

const (
	largestDraft = 64 << 10
	draftPad     = 4096 // as long as a page of the file
)

// Draft is a form that somebody began to fill in and has not sent. It may hold contact details, so it
// is for nobody's eyes but those of who wrote it.
type Draft struct {
	Survey string
	ID     string     // of the response that it is to become, where known; it is not read back
	Values url.Values // the fields as they were posted
	Step   int        // the page on which its respondent is
	Saved  time.Time  // zero when it is saved: now
}

// SaveDraft keeps a draft under the hash of the token that opens it, in the place of what was kept
// there before. What it replaces is overwritten; it leaves the log a little later. Besides
// ErrDraftTooLarge it returns ErrDraftsFull and ErrErased.
func (s *Store) SaveDraft(ctx context.Context, hash []byte, d Draft) error {
	if d.Saved.IsZero() {
		d.Saved = s.now()
	}
	if err := s.saveDraft(ctx, hash, d); err != nil {
		return fmt.Errorf("save a draft of survey %q: %w", d.Survey, err)
	}
	s.copying.clearLater()
	return nil
}

func (s *Store) saveDraft(ctx context.Context, hash []byte, d Draft) error {
	fields := encodeFields(d.Values)
	if len(fields) > largestDraft {
		return ErrDraftTooLarge
	}
	const save = `INSERT INTO drafts (hash, survey, step, saved, pad, fields, mark) VALUES (?, ?, ?, ?, zeroblob(?), ?, ?)
		ON CONFLICT (hash) DO UPDATE SET survey = excluded.survey, step = excluded.step, saved = excluded.saved,
		fields = excluded.fields, mark = excluded.mark`
	return s.within(ctx, func(tx *sql.Tx) error {
		var mark []byte
		if d.ID != "" {
			own := markOf(d.Survey, d.ID)
			if err := s.erasedID(ctx, tx, own); err != nil {
				return err
			}
			mark = own[:]
		}
		if err := s.room(ctx, tx, hash, d.Survey, draftPad+len(fields)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, save, hash, d.Survey, d.Step, d.Saved.UnixMicro(), draftPad, fields, mark)
		return err
	})
}

// Draft returns the draft that was saved under the hash, or ErrNotFound.
func (s *Store) Draft(ctx context.Context, hash []byte) (Draft, error) {
	var d Draft
	var saved int64
	var fields string
	const find = `SELECT survey, step, saved, fields FROM drafts WHERE hash = ?`
	err := s.read.QueryRowContext(ctx, find, hash).Scan(&d.Survey, &d.Step, &saved, &fields)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Draft{}, fmt.Errorf("read a draft: %w", ErrNotFound)
	case err != nil:
		return Draft{}, fmt.Errorf("read a draft: %w", err)
	}
	d.Saved = time.UnixMicro(saved).UTC()
	if d.Values, err = decodeFields(fields); err != nil {
		return Draft{}, fmt.Errorf("read a draft of survey %q: %w", d.Survey, err)
	}
	return d, nil
}

// DropDraft removes the draft under the hash and overwrites it; one that is not there is no error.
func (s *Store) DropDraft(ctx context.Context, hash []byte) error {
	if _, err := s.write.ExecContext(ctx, `DELETE FROM drafts WHERE hash = ?`, hash); err != nil {
		return fmt.Errorf("drop a draft: %w", err)
	}
	s.copying.clearLater()
	return nil
}

// ExpireDrafts removes the drafts of a survey that were last saved before a moment, overwrites them,
// and returns how many they were.
func (s *Store) ExpireDrafts(ctx context.Context, surveyID string, before time.Time) (int, error) {
	const some = `DELETE FROM drafts WHERE draft IN (SELECT draft FROM drafts WHERE survey = ? AND saved < ? LIMIT 100)`
	for total := 0; ; {
		result, err := s.write.ExecContext(ctx, some, surveyID, before.UnixMicro())
		if err != nil {
			return total, fmt.Errorf("expire drafts of survey %q: %w", surveyID, err)
		}
		n, err := result.RowsAffected()
		if total += int(n); n == 0 || err != nil {
			s.copying.clearLater()
			return total, err
		}
	}
}
