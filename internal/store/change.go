package store

import (
	"context"
	"fmt"

	"muster/internal/response"
)

// Revise puts r in the place of the stored response of its survey and id: answers, circumstances,
// contact details and version are those of r, everything else stays as it is stored. The moment of
// the correction is r.Corrected, or now when that is zero; a consent keeps its moment unless it is
// given to other words. The response gets a new sequence number and counts once. Of its Admission only
// the quotas matter: a place that the response has taken stays its own; a new one must be free, or the
// correction is Refused and nothing changes. A correction that says what is stored already is a
// Duplicate.
//
// What was stored before is overwritten. Of the log it goes in the next quiet second, and after ten
// under constant load: to clear it holds up those who store, and one person may correct many times.
// ErrNotFound means that there is no such response, or none any more.
func (s *Store) Revise(ctx context.Context, r *response.Response) (response.Outcome, error) {
	at := r.Corrected
	if at.IsZero() {
		at = s.now()
	}
	var outcome response.Outcome
	err := s.change(ctx, func(a *appending) (err error) {
		outcome, err = a.revise(r, at)
		return err
	})
	if err != nil {
		return response.Outcome{}, fmt.Errorf("correct a response to survey %q: %w", r.Survey, err)
	}
	if outcome == (response.Outcome{}) {
		s.copying.clearLater()
	}
	return outcome, nil
}

// Erase takes a response away for good: its answers, its contact details and its receipt are
// overwritten where they were, and so are drafts under the same id; the log that still has them is
// emptied. A place that it took is free again; an invitation that it used is not. All that stays is a
// hash of the id, so that the same form, sent again late, is Refused as Erased, and kept as no draft; of an
// answer that came from a file also one of its form, its moment and all that it said together, because the next
// file may give it another id. A hash of the moment alone would bar edited rows as well, but whoever has the file
// could find the moment by trying.
// ErrNotFound means that there is no such response.
//
// When it returns, no file of the store has a byte of the answer, with one exception: while somebody
// reads the file as it was before, the log cannot be emptied. That is tried again until it is done,
// or the store is closed.
func (s *Store) Erase(ctx context.Context, surveyID, id string) error {
	err := s.change(ctx, func(a *appending) error {
		k, err := a.named(surveyID, id)
		if err != nil {
			return err
		}
		return a.erase(k)
	})
	if err != nil {
		return fmt.Errorf("erase a response to survey %q: %w", surveyID, err)
	}
	s.copying.clear(ctx)
	return nil
}

// change does something to stored responses in a transaction of its own.
func (s *Store) change(ctx context.Context, do func(*appending) error) error {
	err := s.hold(ctx, func(p *prepared) error {
		return s.transact(p, func(a *appending) error {
			if err := do(a); err != nil {
				return err
			}
			return a.settle()
		})
	})
	s.copying.wake()
	return err
}
