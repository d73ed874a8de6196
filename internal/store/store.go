// Package store is the system of record: it keeps surveys in every version, answers, and contact
// details apart from them, in one SQLite file.
//
// It guarantees that what it acknowledged survives the end of the process, of the machine's power
// and of a full disk (write-ahead log, synchronous=FULL), that an answer is kept once however often
// it is sent, that a survey's limits hold exactly however many send at once, that sequence numbers
// rise in the order of storage and are never given twice, and that what is corrected or erased is
// overwritten and leaves the log as well. It refuses answers to a survey or a version it was never
// given: nobody could read them.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// ErrNotFound is returned where one thing was asked for by its name and there is none.
var ErrNotFound = errors.New("not found")

// Config says where the store lives and what it runs on.
type Config struct {
	Path string           // of the database file; its -wal and -shm files stand beside it
	Now  func() time.Time // nil: time.Now
	Log  *slog.Logger     // nil: nothing is logged

	Drafts     int   // that may be kept of one survey; 0: 10,000
	DraftBytes int64 // that all drafts may take; 0: 256 MB
}

// Store is an open database. Its methods may be called from any number of goroutines; several
// processes may have the same file open on one machine.
type Store struct {
	write *sql.DB // one connection: whoever holds it is the only writer of this process
	read  *sql.DB // several connections, which see the last commit and never wait for the writer
	path  string
	now   func() time.Time
	log   *slog.Logger

	drafts     int   // most of a survey
	draftBytes int64 // most of all

	tail      *tail
	prepared  *prepared  // only for the holder of the write connection
	appending *appending // only for the holder of the write connection
	copying   *copying

	once   sync.Once
	closed error
}

// Open opens the database at Path, creates it with mode 0600 when there is none, and brings its
// schema up to date. Close must be called on what it returns.
func Open(ctx context.Context, c Config) (*Store, error) {
	s := &Store{path: c.Path, now: c.Now, log: c.Log, tail: newTail()}
	s.drafts, s.draftBytes = cmp.Or(c.Drafts, mostDrafts), cmp.Or(c.DraftBytes, mostDraftBytes)
	s.appending = newAppending(s.tail)
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %q: %w", c.Path, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	if err := create(s.path); err != nil {
		return err
	}
	var err error
	if s.write, err = connect(s.path, writer()); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if s.read, err = connect(s.path, reader()); err != nil {
		return err
	}
	copies, err := connect(s.path, copier())
	if err != nil {
		return err
	}
	s.copying = startCopying(copies, s.write, s.log)
	return s.hold(ctx, func(p *prepared) error {
		return s.appending.again(p).begin()
	})
}

// within runs do in one transaction of the write connection.
func (s *Store) within(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Close waits for running calls and closes the file. Calls made later fail; closing again does
// nothing.
func (s *Store) Close() error {
	s.once.Do(func() { s.closed = s.close() })
	return s.closed
}

// close also ends an Open that stopped half way, when some parts are not there yet.
func (s *Store) close() error {
	var errs []error
	if s.copying != nil {
		errs = append(errs, s.copying.close())
	}
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.prepared != nil {
		errs = append(errs, s.hold(context.Background(), (*prepared).close))
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}
