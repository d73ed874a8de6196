package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// copying moves what was committed from the log (the -wal file) into the database file, on its own
// goroutine and connection, so that no commit waits for it. Under constant load the log would never
// be empty and grow for ever; when it is long, the last few pages are moved while the write
// connection is held, after which the next commit begins at the log's start.
//
// It also clears the log of what was overwritten: at once for whoever waits for it, else in the next
// quiet moment, and under constant load from time to time.
type copying struct {
	db       *sql.DB
	write    *sql.DB
	clearing clearing
	log      *slog.Logger
	woken    chan struct{}
	stop     context.CancelFunc
	done     sync.WaitGroup
}

// In pages of 4 KB.
const (
	worthCopying = 1_024  // less is not worth a write to the disk
	longLog      = 12_288 // 48 MB; the file is kept at 64 MB, see writer
)

const (
	breath  = 20 * time.Millisecond // between two looks at the log
	idle    = time.Second           // after which everything is copied
	overdue = 10 * time.Second      // after which the log is cleared of what was overwritten
)

// startCopying starts the goroutine; close ends it. The last process may have died before it cleared
// the log, so that is owed from the start.
func startCopying(db, write *sql.DB, log *slog.Logger) *copying {
	ctx, stop := context.WithCancel(context.Background())
	c := &copying{
		db: db, write: write, clearing: clearing{write: write}, log: log, woken: make(chan struct{}, 1), stop: stop,
	}
	c.clearing.owed.Store(true)
	c.done.Go(func() { c.run(ctx) })
	return c
}

// clear empties the log, which holds what was just overwritten. When somebody still reads what is in
// it, that is done later; what the caller did is durable either way, so no end of the context keeps
// the log from being cleared.
func (c *copying) clear(ctx context.Context) {
	if err := c.clearing.now(context.WithoutCancel(ctx)); err != nil {
		c.clearing.owed.Store(true)
		c.log.Warn("clear the database's log of what was overwritten; it is tried again", "error", err)
	}
	c.wake()
}

// clearLater is clear without waiting, for what is overwritten too often to clear the log each time.
func (c *copying) clearLater() {
	c.clearing.owed.Store(true)
	c.wake()
}

// wake says that something was committed.
func (c *copying) wake() {
	select {
	case c.woken <- struct{}{}:
	default:
	}
}

func (c *copying) close() error {
	c.stop()
	c.done.Wait()
	return c.db.Close()
}

func (c *copying) run(ctx context.Context) {
	quiet := time.NewTimer(idle)
	defer quiet.Stop()
	failing, cleared := false, time.Now()
	for {
		least := worthCopying
		select {
		case <-ctx.Done():
			return
		case <-c.woken:
			quiet.Reset(idle)
		case <-quiet.C:
			least = 1
		}
		err := c.copy(ctx, least)
		if c.clearing.owed.Load() && (least == 1 || time.Since(cleared) > overdue) {
			cleared = time.Now()
			err = errors.Join(err, c.clearing.now(ctx))
			quiet.Reset(idle) // once more, should it still be owed
		}
		if err != nil && !failing && ctx.Err() == nil {
			// The commits are safe in the log, and the next round tries again.
			c.log.Warn("copy the database's log", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
		case <-time.After(breath):
		}
	}
}

// copy moves the log's pages when there are at least so many that were not moved yet.
func (c *copying) copy(ctx context.Context, least int) error {
	c.clearing.mu.Lock()
	defer c.clearing.mu.Unlock()
	pages, moved, err := checkpoint(ctx, c.db, "NOOP")
	if err != nil || pages-moved < least {
		return err
	}
	if pages, _, err = checkpoint(ctx, c.db, "PASSIVE"); err != nil || pages < longLog {
		return err
	}
	_, _, err = checkpoint(ctx, c.write, "PASSIVE")
	return err
}

// checkpoint returns how many pages the log has, and how many of them are moved.
func checkpoint(ctx context.Context, db *sql.DB, mode string) (pages, moved int, err error) {
	var busy int
	if err = db.QueryRowContext(ctx, `PRAGMA wal_checkpoint(`+mode+`)`).Scan(&busy, &pages, &moved); err != nil {
		err = fmt.Errorf("checkpoint %s: %w", mode, err)
	}
	return pages, moved, err
}
