package warehouse

import (
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/duckdb/duckdb-go/v2"
)

// appenders write rows within one transaction.
type appenders struct {
	conn   *conn
	tables map[target]*duckdb.Appender
	values []driver.Value // of one row; reused
}

// target is where rows go: a table, or those of its columns that most rows have something in.
type target struct {
	table string
	usual bool
}

func newAppenders(c *conn) *appenders {
	return &appenders{conn: c, tables: map[target]*duckdb.Appender{}}
}

func (a *appenders) batch(b *batch) error {
	for i := range b.rows {
		if err := a.row(b, &b.rows[i]); err != nil {
			return err
		}
	}
	for i := range b.texts {
		t := &b.texts[i]
		a.values = append(a.values[:0], t.seq, t.place, t.text, bare(t.text))
		if err := a.add(t.layout.texts, nil); err != nil {
			return fmt.Errorf("append text of answer %d: %w", t.seq, err)
		}
	}
	return nil
}

func (a *appenders) row(b *batch, r *row) error {
	l := r.layout
	v := append(a.values[:0], r.seq, r.id, r.source, r.version, nil, r.submitted, day(r.day), nil)
	if !r.started.IsZero() {
		v[4] = within(r.started)
	}
	if r.seconds >= 0 {
		v[7] = uint32(r.seconds)
	}
	for i, c := range l.columns {
		v = append(v, c.form.value(b.slots[r.slots+i]))
	}
	if l.languages {
		v = append(v, r.language)
	}
	columns := l.usual
	if r.rare != (rare{}) {
		columns, v = nil, append(v, r.flags, r.order, r.omitted)
	}
	a.values = v
	if err := a.add(l.answers, columns); err != nil {
		return fmt.Errorf("append answer %d: %w", r.seq, err)
	}
	return a.correction(r)
}

// correction notes what a row took the place of, and when.
func (a *appenders) correction(r *row) error {
	if r.replaces == 0 && r.corrected.IsZero() {
		return nil
	}
	a.values = append(a.values[:0], r.seq, r.replaces, nil)
	if !r.corrected.IsZero() {
		a.values[2] = within(r.corrected)
	}
	if err := a.add(r.layout.corrections, nil); err != nil {
		return fmt.Errorf("append correction %d: %w", r.seq, err)
	}
	return nil
}

// add appends the values to a table, to all of its columns or only to those named.
func (a *appenders) add(table string, columns []string) error {
	at := target{table, columns != nil}
	appender := a.tables[at]
	if appender == nil {
		var err error
		if appender, err = a.open(table, columns); err != nil {
			return err
		}
		a.tables[at] = appender
	}
	if err := appender.AppendRow(a.values...); err != nil {
		var fault *duckdb.Error
		if errors.As(err, &fault) {
			return fault
		}
		return errors.New("the appender refused a value") // its own words would quote the answer
	}
	return nil
}

func (a *appenders) open(table string, columns []string) (*duckdb.Appender, error) {
	if columns == nil {
		return duckdb.NewAppenderFromConn(a.conn.Conn, "", table)
	}
	return duckdb.NewAppenderWithColumns(a.conn.Conn, "", "", table, columns)
}

// close hands what is still held to the transaction. It must be called, and must succeed, before
// the commit: rows handed over later would be stored by themselves.
func (a *appenders) close() error {
	var errs []error
	for _, appender := range a.tables {
		errs = append(errs, appender.Close())
	}
	a.tables = nil
	return errors.Join(errs...)
}

// drop throws away what has not been handed over.
func (a *appenders) drop() {
	for _, appender := range a.tables {
		_ = appender.Clear() // nothing is left to lose: the transaction is rolled back
		_ = appender.Close()
	}
	a.tables = nil
}
