// Package warehouse owns a columnar copy of the answers and counts over it.
//
// The copy is one DuckDB file: a table a survey, a row an answer, a question of choices, points, numbers
// or days as one bit mask. It holds every answer of the store exactly once, because the rows and the
// store's sequence number they reach up to are committed together; an answer that is corrected or
// erased there loses its row in the same way. It never holds names, addresses or whatever else a
// survey asks as contact detail; free text stands in a table of its own that counting does not touch
// and that no snapshot for other people's SQL has anything of.
//
// A deleted row is counted no longer, but DuckDB leaves its bytes in the file. So the file is built
// anew soon after, and then nothing of it is left.
//
// The copy is disposable. When the file is missing, damaged, of another schema or of changed
// surveys, or does not fit the store, it is built again from the store; nothing is ever migrated.
package warehouse

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"muster/internal/response"
	"muster/internal/survey"
)

// Errors that callers tell apart.
var (
	ErrLocked   = errors.New("another process has the warehouse open")
	ErrClosed   = errors.New("warehouse is closed")
	ErrNotReady = errors.New("the warehouse is being mended")
	ErrChanged  = errors.New("the survey was changed meanwhile; ask again")
)

// Config is what a Warehouse needs. Surveys, Records and LastSeq are required.
type Config struct {
	Path    string           // of the file, beside which snapshots are written; "" keeps everything in memory
	Surveys []*survey.Survey // to begin with; see SetSurveys

	// Records gives at most limit changes to the answers of all surveys behind a sequence number,
	// ascending; none when there are none yet. LastSeq gives the number of the last one, 0 without any.
	Records func(ctx context.Context, after int64, limit int) ([]response.Record, error)
	LastSeq func(ctx context.Context) (int64, error)
	// Count tells how many answers the store has to a survey. Without it the file is built again for every
	// new survey, though there is nothing to read.
	Count func(ctx context.Context, survey string) (int64, error)

	// The file is built again when answers have been deleted from it, because their bytes stay in it
	// till then: so long after the first of them, that others may go with the same building, and so
	// many times as long after the last building as that took. What was deleted before it was opened does
	// not wait.
	ScrubAfter time.Duration // 0: 10 seconds
	ScrubRest  int           // 0: 20 times, so that a store which loses answers all day pays 5 %

	Threads  int // that DuckDB may use; 0: as many as there are processors, at most 4
	Now      func() time.Time
	Log      *slog.Logger
	Progress func(done, total int64) // called while answers are loaded; may be nil
}

// Freshness tells how far the warehouse has come.
type Freshness struct {
	Seq   int64     // the last change to the store's answers that is counted
	At    time.Time // when it last was level with the store
	Ready bool      // false while the file is being mended; then nothing can be counted
}

// Warehouse counts answers. Its methods may be called from several goroutines at once.
type Warehouse struct {
	config Config
	guard  *guard
	cache  *cache
	nudge  chan struct{} // capacity 1: a nudge that nobody has heeded yet is enough

	writing  gate // held by whoever loads, mends or rebuilds
	counting gate // held by whoever scans: two scans at once only take turns on the processors
	copying  gate // held by whoever writes a snapshot

	scratch string // the directory in which a snapshot is written; the engine may write in no other

	mu      sync.RWMutex // held for reading while the engine is used, for writing to exchange it
	engine  *engine      // guarded by mu; nil while there is none
	catalog *catalog     // of the engine; whoever changes it holds mu and the writing gate, so either lets one read it
	closed  bool         // guarded by mu

	state   sync.Mutex // guards what follows
	held    holdings
	at      time.Time
	sound   bool      // no query has failed since the engine was opened
	stained time.Time // when the first of the rows was deleted that the file still has bytes of
	rested  time.Time // before this the file is not built again only because of them
}

// Open opens the warehouse, builds it again where that is needed, and brings it level with the
// store. It returns ErrLocked when another process, or this one, has the file open already.
func Open(ctx context.Context, config Config) (*Warehouse, error) {
	w, err := prepare(config)
	if err != nil {
		return nil, err
	}
	if w.config.Path != "" {
		if w.guard, err = lock(w.config.Path + ".lock"); err != nil {
			return nil, fmt.Errorf("open warehouse %q: %w", w.config.Path, err)
		}
	}
	if err := w.CatchUp(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open warehouse %q: %w", w.config.Path, err), w.Close())
	}
	if w.leftovers() {
		w.scrubSoon()
	}
	return w, nil
}

func prepare(config Config) (*Warehouse, error) {
	if config.Threads <= 0 {
		config.Threads = min(runtime.NumCPU(), 4)
	}
	if config.ScrubAfter <= 0 {
		config.ScrubAfter = 10 * time.Second
	}
	if config.ScrubRest <= 0 {
		config.ScrubRest = 20
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.Path != "" {
		if strings.ContainsAny(config.Path, "?%#") {
			return nil, fmt.Errorf("open warehouse %q: the driver cannot open a path with ?, %% or #", config.Path)
		}
		path, err := filepath.Abs(config.Path)
		if err != nil {
			return nil, fmt.Errorf("open warehouse %q: %w", config.Path, err)
		}
		config.Path = path
	}
	scratch := config.Path + ".snapshot"
	if config.Path == "" {
		scratch = filepath.Join(os.TempDir(), "muster-"+rand.Text())
	}
	known, err := newCatalog(config.Surveys)
	if err != nil {
		return nil, fmt.Errorf("open warehouse %q: %w", config.Path, err)
	}
	return &Warehouse{
		config: config, catalog: known, cache: newCache(cacheCells),
		nudge: make(chan struct{}, 1), writing: newGate(), counting: newGate(), copying: newGate(),
		scratch: scratch,
	}, nil
}

// Freshness tells how far the warehouse has come.
func (w *Warehouse) Freshness() Freshness {
	w.state.Lock()
	defer w.state.Unlock()
	return Freshness{Seq: w.held.seq, At: w.at, Ready: w.sound}
}

// Ping asks the database a real question, so that a probe learns of a broken file.
func (w *Warehouse) Ping(ctx context.Context) error {
	return w.read(ctx, func(c *conn) error {
		_, err := readHoldings(ctx, c)
		return err
	})
}

// Close ends the use of the file. It waits for queries that run; end Follow before it.
func (w *Warehouse) Close() error {
	_ = w.writing.enter(context.Background()) // cannot fail: this context never ends
	defer w.writing.leave()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil
	}
	w.closed = true
	w.setSound(false)
	err := w.engine.close()
	w.engine = nil
	return errors.Join(err, w.guard.release())
}

func (w *Warehouse) setSound(sound bool) {
	w.state.Lock()
	defer w.state.Unlock()
	w.sound = sound
}

// read lends a connection to use. An error that is the database's own fault makes the warehouse
// unready and wakes Follow, which mends it.
func (w *Warehouse) read(ctx context.Context, use func(*conn) error) error {
	return w.borrow(func(e *engine) error {
		err := e.with(ctx, use)
		if broken(ctx, err) {
			w.setSound(false)
			w.Nudge()
			return fmt.Errorf("%w: %w", ErrNotReady, err)
		}
		return err
	})
}

// borrow lends the engine, which stays as long as it is used.
func (w *Warehouse) borrow(use func(*engine) error) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return ErrClosed
	}
	if w.engine == nil {
		return ErrNotReady
	}
	return use(w.engine)
}

// gate lets one in at a time and, unlike a mutex, does not keep those waiting whose context ends.
type gate chan struct{}

func newGate() gate { return make(gate, 1) }

func (g gate) enter(ctx context.Context) error {
	select {
	case g <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (g gate) leave() { <-g }
