package warehouse

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/duckdb/duckdb-go/v2"
)

// appenders write rows within one transaction.
type appenders struct {
	conn   *conn
	tables map[string]*duckdb.Appender
	values []driver.Value // of one row; reused
}

func newAppenders(c *conn) *appenders {
	return &appenders{conn: c, tables: map[string]*duckdb.Appender{}}
}

func (a *appenders) batch(b *batch) error {
	for i := range b.rows {
		if err := a.row(b, &b.rows[i]); err != nil {
			return err
		}
	}
	for i := range b.texts {
		t := &b.texts[i]
		a.values = append(a.values[:0], t.seq, t.question, t.text)
		if err := a.add(t.layout.texts); err != nil {
			return fmt.Errorf("append text of answer %d: %w", t.seq, err)
		}
	}
	return nil
}

func (a *appenders) row(b *batch, r *row) error {
	v := append(a.values[:0], r.seq, r.id, r.source, r.version, nil, r.submitted, day(r.day), nil)
	if !r.started.IsZero() {
		v[4] = within(r.started)
	}
	if r.seconds >= 0 {
		v[7] = uint32(r.seconds)
	}
	for i, f := range r.layout.columns {
		v = append(v, f.value(b.masks[r.masks+i]))
	}
	a.values = v
	if err := a.add(r.layout.answers); err != nil {
		return fmt.Errorf("append answer %d: %w", r.seq, err)
	}
	return nil
}

// value is the mask in the type of its column.
func (f *field) value(mask uint64) driver.Value {
	switch f.bits {
	case 8:
		return uint8(mask)
	case 16:
		return uint16(mask)
	case 32:
		return uint32(mask)
	}
	return mask
}

func (a *appenders) add(table string) error {
	appender := a.tables[table]
	if appender == nil {
		var err error
		if appender, err = duckdb.NewAppenderFromConn(a.conn.Conn, "", table); err != nil {
			return err
		}
		a.tables[table] = appender
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

func day(n int64) time.Time { return time.Unix(n*secondsPerDay, 0).UTC() }
