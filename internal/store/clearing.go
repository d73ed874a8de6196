package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// clearing empties the log. What was overwritten in the database stands in the log as it was, until
// the log is copied and cut to nothing. That takes some writes to the disk and holds up commits, so
// whoever asks while it is being done shares the next time with all others who do.
type clearing struct {
	write *sql.DB
	asked atomic.Int64 // requests so far
	owed  atomic.Bool  // something was overwritten, and nobody waits until the log is cleared

	mu   sync.Mutex // held by whoever moves the log's pages: SQLite refuses a second
	done int64      // guarded by mu; every request up to this one is fulfilled
}

// patience is how long a clearing holds up commits for the sake of those who read what is in the log.
const patience = 250 * time.Millisecond

var errLogInUse = errors.New("somebody reads what is in the log")

// now returns when the log was cleared since it was called.
func (c *clearing) now(ctx context.Context) error {
	request := c.asked.Add(1)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done >= request {
		return nil
	}
	upTo, owed := c.asked.Load(), c.owed.Swap(false)
	err := c.truncate(ctx)
	if err == nil {
		c.done = upTo
	} else if owed {
		c.owed.Store(true)
	}
	return err
}

// truncate copies all of the log and cuts it to nothing. It takes the write connection, so that this
// process's commits wait in the order in which they came, and not in SQLite, which would let them
// sleep.
func (c *clearing) truncate(ctx context.Context) (err error) {
	conn, err := c.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() // gives it back
	wait := func(ms string) error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA busy_timeout = `+ms)
		return err
	}
	if err := wait(fmt.Sprint(patience.Milliseconds())); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, wait(busyTimeout)) }()
	var busy, pages, moved int
	if err := conn.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("checkpoint TRUNCATE: %w", err)
	}
	if busy != 0 {
		return errLogInUse
	}
	return nil
}
