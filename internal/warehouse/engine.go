package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"github.com/duckdb/duckdb-go/v2"
)

// engine is one open DuckDB database with its idle connections. It is spoken to at the driver's
// level: database/sql takes three times as long to hand over a row.
type engine struct {
	connector *duckdb.Connector

	mu   sync.Mutex
	idle []*conn // guarded by mu
}

// conn is one connection; one goroutine uses it at a time.
type conn struct{ *duckdb.Conn }

// openEngine opens the database at path, "" for one in memory. Options go in ordered SETs, because
// options in the path are taken in random order and then contradict each other.
func (w *Warehouse) openEngine(ctx context.Context, path string) (*engine, error) {
	connector, err := duckdb.NewConnector(path, nil)
	if err != nil {
		if strings.Contains(err.Error(), "lock") && strings.Contains(err.Error(), "Conflicting") {
			return nil, fmt.Errorf("%w: %w", ErrLocked, err)
		}
		return nil, err
	}
	e := &engine{connector: connector}
	err = e.with(ctx, func(c *conn) error {
		for _, set := range w.settings() {
			if err := c.exec(ctx, set); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

func (w *Warehouse) settings() []string {
	return []string{
		fmt.Sprintf("SET threads = %d", w.config.Threads),
		"SET memory_limit = '1GB'",
		"SET perfect_ht_threshold = 17",    // people are counted by 16 bits, and none of them, without being hashed
		"SET checkpoint_threshold = '8MB'", // replaying the log takes 17 ms a megabyte at the next start
		"SET disabled_optimizers = 'top_n_window_elimination'",
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allowed_directories = [" + literal(w.scratch+string(filepath.Separator)) + "]",
		"SET enable_external_access = false",
		"SET lock_configuration = true",
	}
}

// with lends a connection. One whose use failed may be in any state and is not used again.
func (e *engine) with(ctx context.Context, use func(*conn) error) error {
	c, err := e.take(ctx)
	if err != nil {
		return err
	}
	if err := use(c); err != nil {
		return errors.Join(err, c.Close())
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.idle = append(e.idle, c)
	return nil
}

func (e *engine) take(ctx context.Context) (*conn, error) {
	e.mu.Lock()
	if n := len(e.idle); n > 0 {
		c := e.idle[n-1]
		e.idle = e.idle[:n-1]
		e.mu.Unlock()
		return c, nil
	}
	e.mu.Unlock()
	opened, err := e.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{opened.(*duckdb.Conn)}, nil
}

// close ends the engine; the caller sees to it that no connection is in use. A nil engine is
// closed already.
func (e *engine) close() error {
	if e == nil {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	var errs []error
	for _, c := range e.idle {
		errs = append(errs, c.Close())
	}
	e.idle = nil
	return errors.Join(append(errs, e.connector.Close())...)
}

func (c *conn) exec(ctx context.Context, sql string, args ...driver.Value) error {
	_, err := c.ExecContext(ctx, sql, named(args))
	return err
}

// query hands every row to take. The slice is overwritten by the next row.
func (c *conn) query(ctx context.Context, sql string, args []driver.Value, take func([]driver.Value) error) (err error) {
	rows, err := c.QueryContext(ctx, sql, named(args))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, len(rows.Columns()))
	for {
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := take(row); err != nil {
			return err
		}
	}
}

// snapshot runs use in a transaction that sees one state of the database and changes nothing.
func (c *conn) snapshot(ctx context.Context, use func() error) error {
	if err := c.exec(ctx, "BEGIN TRANSACTION"); err != nil {
		return err
	}
	err := use()
	return errors.Join(err, c.exec(context.WithoutCancel(ctx), "ROLLBACK"))
}

func named(args []driver.Value) []driver.NamedValue {
	out := make([]driver.NamedValue, len(args))
	for i, a := range args {
		out[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
	}
	return out
}

// broken tells whether an error says that the database, not the caller or the memory at hand, is
// at fault.
func broken(ctx context.Context, err error) bool {
	var fault *duckdb.Error
	if ctx.Err() != nil || !errors.As(err, &fault) {
		return false
	}
	return fault.Type != duckdb.ErrorTypeOutOfMemory && fault.Type != duckdb.ErrorTypeInterrupt
}
