package store

import (
	"context"
	"fmt"
	"time"
)

// Expired is how much was erased because its time was over.
type Expired struct {
	Answers  int // responses, with their contact details where they had any
	Contacts int // contact details of responses that stay
}

// expiredAtOnce bounds a transaction of Expire, so that nobody waits long behind it.
const expiredAtOnce = 200

// Expire erases the responses to a survey that were submitted before one moment, as Erase does, and
// the contact details of those that were submitted before another; a zero moment erases nothing. It
// works in transactions of a bounded size. When one fails, what was erased before it stays erased and
// is in the result. The moment of a correction is of no matter.
func (s *Store) Expire(ctx context.Context, surveyID string, answersBefore, contactsBefore time.Time) (Expired, error) {
	var e Expired
	var err error
	if !answersBefore.IsZero() {
		const old = `SELECT seq FROM responses WHERE survey = ? AND submitted < ? AND seq > ? ORDER BY seq LIMIT ?`
		e.Answers, err = s.expire(ctx, old, surveyID, answersBefore, (*appending).erase)
	}
	if err == nil && !contactsBefore.IsZero() {
		const old = `SELECT c.seq FROM contacts c CROSS JOIN responses r ON r.seq = c.seq
			WHERE r.survey = ? AND r.submitted < ? AND c.seq > ? AND c.` + toldSomething + ` ORDER BY c.seq LIMIT ?`
		e.Contacts, err = s.expire(ctx, old, surveyID, contactsBefore, (*appending).retireContact)
	}
	if e != (Expired{}) {
		s.copying.clear(ctx)
	}
	if err != nil {
		return e, fmt.Errorf("expire responses to survey %q: %w", surveyID, err)
	}
	return e, nil
}

// expire does something to the responses that old finds, and returns how many they were. It looks
// for them outside of the transactions, where it is in nobody's way; one that was corrected since
// comes again under its new number.
func (s *Store) expire(ctx context.Context, old, surveyID string, before time.Time, do func(*appending, *kept) error) (int, error) {
	total := 0
	for after := int64(0); ; {
		seqs, err := s.seqs(ctx, old, surveyID, before.UnixMicro(), after, expiredAtOnce)
		if err != nil || len(seqs) == 0 {
			return total, err
		}
		done := 0
		err = s.change(ctx, func(a *appending) error {
			done = 0
			for _, seq := range seqs {
				k, err := a.numbered(seq)
				if err != nil {
					return err
				}
				if k == nil {
					continue
				}
				if err := do(a, k); err != nil {
					return err
				}
				done++
			}
			return nil
		})
		if err != nil {
			return total, err
		}
		total, after = total+done, seqs[len(seqs)-1]
	}
}

func (s *Store) seqs(ctx context.Context, query string, values ...any) ([]int64, error) {
	rows, err := s.read.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var seqs []int64
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return nil, err
		}
		seqs = append(seqs, seq)
	}
	return seqs, rows.Err()
}
