package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"muster/internal/response"
)

// Append stores responses in one transaction and returns what became of each, in their order. When
// the error is nil, every response whose Outcome has no Err is durable: it survives the loss of
// power. A response whose survey and id are there already, or earlier in the batch, is a Duplicate
// and is not compared with the first. One whose id was erased, or that its Admission keeps out, is
// Refused and leaves nothing behind. A response that the database refuses, such as one of an unknown
// survey, has its own Err. Neither keeps any other from being stored.
//
// An error means that nothing of the batch was acknowledged; it may be sent again, whatever the
// state of the disk left of it. The context is heeded until the transaction begins.
func (s *Store) Append(ctx context.Context, batch []*response.Response) ([]response.Outcome, error) {
	if len(batch) == 0 {
		return nil, nil
	}
	var outcomes []response.Outcome
	err := s.hold(ctx, func(p *prepared) (err error) {
		outcomes, err = s.appendBatch(p, batch)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("append %d responses: %w", len(batch), err)
	}
	s.copying.wake()
	return outcomes, nil
}

// hold calls do while nobody else in this process writes.
func (s *Store) hold(ctx context.Context, do func(*prepared) error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() // gives it back
	return conn.Raw(func(raw any) error {
		c := raw.(*sqlite3.SQLiteConn)
		if s.prepared == nil || s.prepared.conn != c {
			if s.prepared, err = prepare(c); err != nil {
				return err
			}
		}
		return do(s.prepared)
	})
}

// appendBatch is one transaction. The tail learns of it only when it is durable.
func (s *Store) appendBatch(p *prepared, batch []*response.Response) ([]response.Outcome, error) {
	var outcomes []response.Outcome
	err := s.transact(p, func(a *appending) (err error) {
		outcomes, err = a.run(batch)
		return err
	})
	return outcomes, err
}

// transact does something in a transaction of its own.
func (s *Store) transact(p *prepared, do func(*appending) error) error {
	if err := p.begin.do(); err != nil {
		return err
	}
	a := s.appending.again(p)
	err := a.begin()
	if err == nil {
		err = do(a)
	}
	if err == nil {
		err = p.commit.do()
	}
	if err != nil {
		return errors.Join(err, p.abandon())
	}
	s.tail.follow(a.came, a.went, a.last)
	s.tail.entered(a.entered)
	return nil
}

// abandon leaves the transaction, unless SQLite has left it already.
func (p *prepared) abandon() error {
	if p.conn.AutoCommit() {
		return nil
	}
	return p.rollback.do()
}

// run stores the batch, up to the commit.
func (a *appending) run(batch []*response.Response) ([]response.Outcome, error) {
	outcomes := make([]response.Outcome, len(batch))
	for i, r := range batch {
		outcome, err := a.one(r)
		if err != nil && !onlyThisRow(err) {
			return nil, err
		}
		outcomes[i], outcomes[i].Err = outcome, err
	}
	return outcomes, a.finish(len(batch))
}

// errUnknown is the error of a response alone: what it answers was never stored.
var errUnknown = errors.New("there is no such version of the survey")

// onlyThisRow tells whether an error lies in the row, so that the transaction may go on without it:
// SQLite has undone the one statement. All others (disk full, a failed read) end the batch.
func onlyThisRow(err error) bool {
	if errors.Is(err, errUnknown) {
		return true
	}
	var refused sqlite3.Error
	if !errors.As(err, &refused) {
		return false
	}
	switch refused.Code {
	case sqlite3.ErrConstraint, sqlite3.ErrMismatch, sqlite3.ErrTooBig, sqlite3.ErrRange:
		return true
	}
	return false
}
