package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrTakenBack means that an import was taken back before.
var ErrTakenBack = errors.New("the import was taken back before")

// TakingBack says which import is to be taken back, and by whom.
type TakingBack struct {
	Survey string
	Import int64
	Person int64 // the account of who wants it; 0: the command line
	Going  int   // how many answers go, as Reach said it; when it is another number now, ErrStale
}

// TakeBack erases, in one transaction, the answers that an import stored new: their contact details with them, all
// overwritten where they were, as Erase does it. An answer that its respondent has corrected since stays as it is.
// Unlike an answer that a person erased, none of them is remembered, so the same file may be imported again and its rows
// are new; whoever was erased before stays erased. What the import corrected in answers that were there before
// it is not corrected back, because what they said was overwritten; their own file does that when it is imported again.
// The survey stays, and so do the form's name and what was decided about it: the next upload shows it for correcting.
//
// An import that was taken back stays so: asked again, TakeBack changes nothing and returns what was done then, with
// ErrTakenBack. ErrNotFound means that there is no such import, ErrStale that another number of answers would go than
// the caller was told; nothing is changed then. While it runs nobody else stores. The context is heeded until the commit.
func (s *Store) TakeBack(ctx context.Context, t TakingBack) (TakenBack, error) {
	var done TakenBack
	err := s.change(ctx, func(a *appending) (err error) {
		done, err = a.takeBack(ctx, t, s.now().UnixMicro())
		return err
	})
	if err != nil {
		return done, fmt.Errorf("take back import %d of survey %q: %w", t.Import, t.Survey, err)
	}
	s.copying.clear(ctx)
	return done, nil
}

func (a *appending) takeBack(ctx context.Context, t TakingBack, now int64) (TakenBack, error) {
	past, numbers, err := findImport(a.conn, t.Survey, t.Import)
	switch {
	case err != nil:
		return TakenBack{}, err
	case past.IsTakenBack():
		return past.TakenBack, ErrTakenBack
	}
	traced, err := trace(a.conn, t.Survey, numbers)
	if err != nil {
		return TakenBack{}, err
	}
	reach := traced.reach()
	if reach.Going != t.Going {
		return TakenBack{}, ErrStale
	}
	if err := a.forget(ctx, traced.going()); err != nil {
		return TakenBack{}, err
	}
	if _, err := a.conn.Exec(`UPDATE imports SET file = ? WHERE import = ?`, []driver.Value{strings.Repeat(" ", len(past.File)), t.Import}); err != nil {
		return TakenBack{}, err
	}
	const note = `INSERT INTO imports_taken_back (import, person, at, erased, stayed) VALUES (?, ?, ?, ?, ?)`
	_, err = a.conn.Exec(note, []driver.Value{t.Import, t.Person, now, int64(reach.Going), int64(reach.Staying)})
	return TakenBack{By: t.Person, On: time.UnixMicro(now).UTC(), Erased: reach.Going, Stayed: reach.Staying}, err
}

// forget takes responses away and remembers none of them.
func (a *appending) forget(ctx context.Context, seqs []int64) error {
	for n, seq := range seqs {
		if n%interval == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		k, err := a.numbered(seq)
		if err == nil {
			err = a.remove(k, false)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
