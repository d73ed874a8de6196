package store

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
)

// logFile is the database's log (the -wal file) as far as it is to be made durable. SQLite only
// writes what Write commits; waiting for the disk is done here, so that the next batch can be
// written meanwhile. SQLite takes no lock on this file, so opening and closing it harms none.
type logFile struct {
	file    *os.File
	written atomic.Int64 // commits that SQLite has written
	safe    atomic.Int64 // every response up to this one is known to be durable

	mu      sync.Mutex
	durable int64 // guarded by mu: commits that a sync has reached
	failed  error // guarded by mu: what the first sync that failed said
}

func openLog(path string) (*logFile, error) {
	file, err := os.OpenFile(path+"-wal", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	return &logFile{file: file}, nil
}

// sync makes durable everything that was written before it was called. After a failure the system may
// have dropped what it could not write, and a second try may succeed without it: so all
// that follow fail too, until the file is opened again.
func (l *logFile) sync() error {
	want := l.written.Load()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failed != nil || l.durable >= want {
		return l.failed
	}
	reached := l.written.Load()
	if err := syncData(l.file); err != nil {
		l.failed = fmt.Errorf("the log could not be made durable; start again: %w", err)
		return l.failed
	}
	l.durable = reached
	return nil
}

// cover returns when responses up to the sequence number, which a reader has seen, are durable,
// whoever stored them. Nothing may leave the store before: after a loss of power its number
// might be given to another response.
func (l *logFile) cover(seq int64) error {
	if l.safe.Load() >= seq {
		return nil
	}
	l.written.Add(1) // another process may have written it
	if err := l.sync(); err != nil {
		return err
	}
	l.raise(seq)
	return nil
}

// raise says that responses up to the sequence number are durable.
func (l *logFile) raise(seq int64) {
	for safe := l.safe.Load(); safe < seq; safe = l.safe.Load() {
		if l.safe.CompareAndSwap(safe, seq) {
			return
		}
	}
}

// close waits for a running sync.
func (l *logFile) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.file.Close()
}

// broken returns why nothing is made durable any more, or nil.
func (l *logFile) broken() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failed
}

// Sync makes durable what Write returned before it was called. When it fails, nothing of that may be
// acknowledged.
func (s *Store) Sync(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("sync the store: %w", err)
	}
	seen := s.tail.reach()
	if err := s.wal.sync(); err != nil {
		return fmt.Errorf("sync the store: %w", err)
	}
	s.wal.raise(seen)
	return nil
}
