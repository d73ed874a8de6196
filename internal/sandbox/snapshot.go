package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"muster/internal/tally"
)

// shelf keeps a snapshot of each survey that queries are asked about, and what they were told.
type shelf struct {
	config Config
	making chan struct{} // capacity 1: held by whoever makes a snapshot

	mu      sync.Mutex
	current map[string]*snapshot // by survey; guarded by mu
	made    int                  // guarded by mu
}

// snapshot is an open file that no folder names any more: a service that is killed leaves nothing of it.
// Its fields but file, version, at and took are guarded by the shelf's mu.
type snapshot struct {
	file    *os.File
	version int64
	at      time.Time     // when it was made
	took    time.Duration // to make

	readers int
	put     bool      // it is no longer current; the last reader closes it, which deletes it
	used    time.Time // last
	answers map[string]answer
}

// answer is what a query was told, to be told again while the snapshot lasts.
type answer struct {
	rows tally.Rows
	err  error
}

// maxAnswers is how many answers are remembered of one snapshot. A dashboard has at most 60 panels.
const maxAnswers = 64

// emptyDir is where workers are at home: there is nothing in it.
const emptyDir = "empty"

func newShelf(config Config) (*shelf, error) {
	if err := os.RemoveAll(config.Dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(config.Dir, emptyDir), 0o700); err != nil {
		return nil, err
	}
	return &shelf{config: config, making: make(chan struct{}, 1), current: map[string]*snapshot{}}, nil
}

// borrow gives the snapshot of a survey and makes it where there is none that is fresh. giveBack must
// follow.
func (s *shelf) borrow(ctx context.Context, survey string) (*snapshot, error) {
	if snap := s.fresh(survey); snap != nil {
		return snap, nil
	}
	select {
	case s.making <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-s.making }()
	if snap := s.fresh(survey); snap != nil { // somebody else made it meanwhile
		return snap, nil
	}
	snap, err := s.make(ctx, survey)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.retire(survey)
	s.current[survey] = snap
	return snap, nil
}

// fresh lends the current snapshot of a survey if there is one that will do.
func (s *shelf) fresh(survey string) *snapshot {
	version, now := s.config.Version(survey), s.config.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	snap := s.current[survey]
	if snap == nil || snap.version != version && now.Sub(snap.at) >= time.Duration(s.config.Rest)*snap.took {
		return nil
	}
	snap.readers++
	snap.used = now
	return snap
}

// make writes a snapshot. Its version is asked for before, so that answers which come meanwhile make it
// old.
func (s *shelf) make(ctx context.Context, survey string) (*snapshot, error) {
	s.mu.Lock()
	s.made++
	path := filepath.Join(s.config.Dir, fmt.Sprintf("snapshot-%d.duckdb", s.made))
	s.mu.Unlock()
	began := s.config.Now()
	snap := &snapshot{version: s.config.Version(survey), readers: 1, answers: map[string]answer{}}
	if err := s.config.Snapshot(ctx, survey, path); err != nil {
		return nil, errors.Join(err, discard(path))
	}
	file, err := os.Open(path)
	if err = errors.Join(err, discard(path)); err != nil {
		return nil, err
	}
	snap.file = file
	snap.at = s.config.Now()
	snap.took, snap.used = snap.at.Sub(began), snap.at
	return snap, nil
}

func (s *shelf) giveBack(snap *snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	snap.readers--
	s.sweep(snap)
}

// retire takes the current snapshot of a survey from the shelf. s.mu is held.
func (s *shelf) retire(survey string) {
	snap := s.current[survey]
	if snap == nil {
		return
	}
	delete(s.current, survey)
	snap.put = true
	s.sweep(snap)
}

// sweep deletes a snapshot that is not current and that nobody reads. s.mu is held.
func (s *shelf) sweep(snap *snapshot) {
	if !snap.put || snap.readers > 0 {
		return
	}
	if err := snap.file.Close(); err != nil {
		s.config.Log.Warn("an old snapshot is not closed", "error", err)
	}
}

func discard(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// clear takes everything from the shelf.
func (s *shelf) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for survey := range s.current {
		s.retire(survey)
	}
}

// known gives what a query was told of a snapshot before.
func (s *shelf) known(snap *snapshot, sql string) (answer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := snap.answers[sql]
	return a, ok
}

func (s *shelf) remember(snap *snapshot, sql string, a answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(snap.answers) < maxAnswers {
		snap.answers[sql] = a
	}
}

// keepTidy deletes snapshots that nobody wants any longer, until ctx ends. What was erased from the
// answers is gone from them then, too.
func (s *shelf) keepTidy(ctx context.Context) {
	tick := time.NewTicker(max(s.config.Keep/6, time.Millisecond))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			s.tidy()
		}
	}
}

func (s *shelf) tidy() {
	now := s.config.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for survey, snap := range s.current {
		old := snap.version != s.config.Version(survey) && now.Sub(snap.at) >= time.Duration(s.config.Rest)*snap.took
		if old || now.Sub(snap.used) >= s.config.Keep {
			s.retire(survey)
		}
	}
}
