// Package sandbox owns queries in SQL that people write: it runs each in a process of its own, over a
// snapshot of one survey's answers, and gives back its rows or says in words why not.
//
// A query is one SELECT over the tables answers, picks and options with functions that are known to be
// harmless. DuckDB parses it, and whatever of the parsed query is not on a list is refused. The process
// that runs it has an empty environment, little memory and time, and is held by the kernel from opening
// anything once the snapshot is open: it can neither read another file, write, connect nor start a
// program. Nothing it writes back is trusted either. So a query can fail, but it cannot harm what serves
// people, and it sees nothing but the snapshot, which holds no contact details and no free text.
//
// Only Linux offers what this takes. On other systems every query is refused, in words.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"muster/internal/tally"
)

// ErrClosed is within the errors of queries that come after Close or were ended by it.
var ErrClosed = errors.New("sandbox is closed")

// Config is what a Sandbox needs. Command and Dir are required, and for Query Snapshot and Version.
type Config struct {
	// Command gives a process that calls Work with the arguments and ends with what that returns. It is
	// killed when the context ends.
	Command func(ctx context.Context, args ...string) *exec.Cmd
	// Snapshot writes a DuckDB file of a survey's answers, in which there is nothing but the tables
	// answers, picks and options.
	Snapshot func(ctx context.Context, survey, path string) error
	// Version changes when the answers of a survey change. It is asked often.
	Version func(survey string) int64
	// Dir is where snapshots are made; they are open files without a name from then on, so that nothing
	// of them is left when the service is killed. It must be the sandbox's alone: whatever is in it is deleted at the
	// start and at the end.
	Dir string

	// Deadline is that of a query from when its worker begins; within a second of it the query has ended.
	// Before, it waits as long at the most for others to end, where all workers are taken. 0: 5 seconds.
	Deadline time.Duration
	Memory   int64 // bytes that a query may take, at least 64 MB; 0: 256 MB
	Rows     int   // that are given at the most; 0: 1,000
	Bytes    int   // that rows may take as JSON; 0: 1 MB
	Workers  int   // queries that run at once; 0: 2

	// Making a snapshot of a million answers takes a while. While answers keep coming it is made again
	// only when it is so many times as old as its making took.
	Rest int           // 0: 10 times
	Keep time.Duration // a snapshot that nobody has asked for so long is deleted; 0: a minute

	Now func() time.Time
	Log *slog.Logger
}

// Sandbox answers queries. Its methods may be called from several goroutines at once.
type Sandbox struct {
	config Config
	shelf  *shelf
	slots  chan struct{} // a token for each query that runs

	running sync.WaitGroup // queries, and the tidying of the shelf
	stop    context.CancelFunc
	mu      sync.Mutex
	closed  bool              // guarded by mu
	flights map[asked]*flight // guarded by mu
}

// New makes a Sandbox and empties its directory. Close must be called in the end.
func New(config Config) (*Sandbox, error) {
	config = config.complete()
	dir, err := filepath.Abs(config.Dir)
	if err != nil {
		return nil, fmt.Errorf("open sandbox %q: %w", config.Dir, err)
	}
	config.Dir = dir
	shelf, err := newShelf(config)
	if err != nil {
		return nil, fmt.Errorf("open sandbox %q: %w", dir, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Sandbox{config: config, shelf: shelf, slots: make(chan struct{}, config.Workers), stop: stop, flights: map[asked]*flight{}}
	s.running.Go(func() { shelf.keepTidy(ctx) })
	return s, nil
}

func (c Config) complete() Config {
	c.Deadline = orElse(c.Deadline, 5*time.Second)
	c.Memory = max(orElse(c.Memory, 256<<20), 64<<20)
	c.Rows = orElse(c.Rows, 1000)
	c.Bytes = orElse(c.Bytes, 1<<20)
	c.Workers = orElse(c.Workers, 2)
	c.Rest = orElse(c.Rest, 10)
	c.Keep = orElse(c.Keep, time.Minute)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

func orElse[T int | int64 | time.Duration](value, otherwise T) T {
	if value <= 0 {
		return otherwise
	}
	return value
}

// Query answers a query over a survey's answers. An error is a *Refusal, in words for whoever wrote the
// query, unless ctx ended. Queries that are the same at the same time are run once.
func (s *Sandbox) Query(ctx context.Context, survey, sql string) (tally.Rows, error) {
	if err := readable(sql); err != nil {
		return tally.Rows{}, err
	}
	a := asked{survey, s.config.Version(survey), sql}
	f, err := s.join(a)
	if err != nil {
		return tally.Rows{}, err
	}
	defer s.leave(a, f)
	return f.wait(ctx)
}

// Check tells what is wrong with a query that can be told without any answers: whether it can be read, is one
// SELECT, and uses only the tables and functions that it may. Whether the columns are there depends on the
// survey. An error is a *Refusal unless ctx ended; one that is Passing says that it could not be looked at.
func (s *Sandbox) Check(ctx context.Context, sql string) error {
	if err := readable(sql); err != nil {
		return err
	}
	_, err := s.ask(ctx, nil, request{SQL: sql, Memory: s.config.Memory, Check: true})
	return s.inWords(ctx, err)
}

// find gives what a query was told before of the same snapshot, or has it answered.
func (s *Sandbox) find(ctx context.Context, a asked) (tally.Rows, error) {
	snap, err := s.shelf.borrow(ctx, a.survey)
	if err != nil {
		return tally.Rows{}, fmt.Errorf("snapshot of survey %q: %w", a.survey, err)
	}
	defer s.shelf.giveBack(snap)
	if known, ok := s.shelf.known(snap, a.sql); ok {
		return known.rows, known.err
	}
	rows, err := s.ask(ctx, snap.file, request{SQL: a.sql, Rows: s.config.Rows, Bytes: s.config.Bytes, Memory: s.config.Memory})
	if lasting(err) {
		s.shelf.remember(snap, a.sql, answer{rows, err})
	}
	return rows, err
}

// inWords has people told of a fault of the house no more than that there is one; the log has it.
func (s *Sandbox) inWords(ctx context.Context, err error) error {
	var refusal *Refusal
	if err == nil || errors.As(err, &refusal) {
		return err
	}
	if ctx.Err() == nil {
		s.config.Log.Error("a query could not be run", "error", err)
	}
	return unable(err)
}

// ask has a worker answer, as soon as one of the few may run.
func (s *Sandbox) ask(ctx context.Context, snapshot *os.File, r request) (tally.Rows, error) {
	patience := time.NewTimer(s.config.Deadline)
	defer patience.Stop()
	select {
	case s.slots <- struct{}{}:
	case <-ctx.Done():
		return tally.Rows{}, context.Cause(ctx)
	case <-patience.C:
		return tally.Rows{}, &Refusal{text: "Other queries are running. Load the page again in a moment.", passing: true}
	}
	defer func() { <-s.slots }()
	return s.work(ctx, snapshot, r)
}

// Close ends queries that run, at once, and deletes all snapshots. Whoever waits is told ErrClosed.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	s.closed = true
	for _, f := range s.flights {
		f.stop(ErrClosed)
	}
	s.mu.Unlock()
	s.stop()
	s.running.Wait()
	s.shelf.clear()
	if err := os.RemoveAll(s.config.Dir); err != nil {
		return fmt.Errorf("close sandbox: %w", err)
	}
	return nil
}
