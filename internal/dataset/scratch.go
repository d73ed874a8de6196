package dataset

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/duckdb/duckdb-go/v2"
)

// scratch is a DuckDB database in a directory of its own, which nobody else can read. It is spoken to
// at the driver's level, by one goroutine.
type scratch struct {
	dir       string
	connector *duckdb.Connector
	conn      *duckdb.Conn
}

func openScratch(ctx context.Context, parent string) (*scratch, error) {
	dir, err := os.MkdirTemp(parent, ".muster-") // of mode 0700
	if err != nil {
		return nil, err
	}
	s := &scratch{dir: dir}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *scratch) path(name string) string { return filepath.Join(s.dir, name) }

// open makes the database. Options go in ordered SETs, because options in the path are taken in random
// order and then contradict each other.
func (s *scratch) open(ctx context.Context) error {
	var err error
	if s.connector, err = duckdb.NewConnector(s.path(databaseName), nil); err != nil {
		return err
	}
	opened, err := s.connector.Connect(ctx)
	if err != nil {
		return err
	}
	s.conn = opened.(*duckdb.Conn)
	for _, statement := range []string{
		"SET threads = 1", // appending is faster so, and the answers that come in need the rest
		"SET memory_limit = '512MB'",
		"SET preserve_insertion_order = true",
		"SET autoinstall_known_extensions = false",
		"SET autoload_known_extensions = false",
		"SET allowed_directories = [" + literal(s.dir+string(filepath.Separator)) + "]",
		"SET enable_external_access = false",
		"SET lock_configuration = true",
	} {
		if err := s.exec(ctx, statement); err != nil {
			return err
		}
	}
	return os.Chmod(s.path(databaseName), 0o600)
}

const databaseName = "answers.duckdb"

func (s *scratch) exec(ctx context.Context, sql string) error {
	_, err := s.conn.ExecContext(ctx, sql, nil)
	return err
}

// shut ends the engine, so that the database's file is whole.
func (s *scratch) shut() error {
	var errs []error
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
	}
	if s.connector != nil {
		errs = append(errs, s.connector.Close())
	}
	s.conn, s.connector = nil, nil
	return errors.Join(errs...)
}

// close removes everything.
func (s *scratch) close() error { return errors.Join(s.shut(), os.RemoveAll(s.dir)) }

// appender fills a table.
type appender struct {
	*duckdb.Appender
	values []driver.Value // of one row; reused
}

func (s *scratch) appender(table string) (*appender, error) {
	a, err := duckdb.NewAppenderFromConn(s.conn, "", table)
	return &appender{Appender: a}, err
}

func (a *appender) add() error {
	if err := a.AppendRow(a.values...); err != nil {
		var fault *duckdb.Error
		if errors.As(err, &fault) {
			return fault
		}
		return errors.New("the appender refused a value") // its own words would quote the answer
	}
	a.values = a.values[:0]
	return nil
}

// close hands the rest over; after an error it throws it away.
func (a *appender) close(err error) error {
	if err != nil {
		_ = a.Clear() // the database is thrown away with it
		_ = a.Close()
		return err
	}
	return a.Close()
}

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
func quoted(name string) string  { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// createAnswers lays out the table answers.
func (s *scratch) createAnswers(ctx context.Context, variables []Variable) error {
	columns := make([]string, len(variables))
	for i, v := range variables {
		columns[i] = quoted(v.Name) + " " + v.sqlType()
	}
	return s.exec(ctx, fmt.Sprintf("CREATE TABLE answers (%s)", strings.Join(columns, ", ")))
}
