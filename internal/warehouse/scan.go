package warehouse

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"
	"time"
)

// scanner counts people by keys and remembers what it has counted.
type scanner struct {
	conn   *conn
	table  string
	scans  map[string][]cell
	joints map[joint]counted // a scan by each key, with whatever other
	rows   []cell            // room for what a scan brings, of which nobody knows how much
	texts  []string          // that keys came to; a cell has their positions
	known  map[string]int64  // the positions
}

// joint is a key over the people of a condition.
type joint struct{ where, key string }

// counted is what a scan by two keys found. Many panels may share the cells, so they are never turned
// round: where they are the other way, b is the first key.
type counted struct {
	cells  []cell
	turned bool
}

// values gives those of a cell by the first key and by the second.
func (f counted) values(c cell) (int64, int64) {
	if f.turned {
		return c.b, c.a
	}
	return c.a, c.b
}

func newScanner(c *conn, l *layout) *scanner {
	return &scanner{
		conn: c, table: quoted(l.answers), scans: map[string][]cell{}, known: map[string]int64{}, joints: map[joint]counted{},
	}
}

// cell is how many people have the value a of one key and b of another.
type cell struct {
	a, b int64
	n    int
}

// people counts all who meet a condition.
func (s *scanner) people(ctx context.Context, where string) (int, error) {
	cells, err := s.run(ctx, "SELECT count(*), 0, 0 FROM "+s.table+" WHERE "+where, false)
	if err != nil || len(cells) == 0 {
		return 0, err
	}
	return cells[0].n, nil
}

// scan counts people by two keys, which may be the same one: once, whichever way round it is asked, and by
// one key not at all where it was counted with another.
func (s *scanner) scan(ctx context.Context, where string, a, b key) (counted, error) {
	switch {
	case a.sql > b.sql:
		found, err := s.scan(ctx, where, b, a)
		found.turned = true
		return found, err
	case a.sql == b.sql:
		if found, done := s.joints[joint{where, a.sql}]; done {
			return counted{cells: found.merged()}, nil
		}
	}
	cells, err := s.group(ctx, where, a, b)
	if err != nil {
		return counted{}, err
	}
	s.joints[joint{where, b.sql}] = counted{cells, true}
	s.joints[joint{where, a.sql}] = counted{cells, false}
	return counted{cells: cells}, nil
}

// group counts by one key or two. Two of eight bits are made one of sixteen, which takes half the time.
func (s *scanner) group(ctx context.Context, where string, a, b key) ([]cell, error) {
	columns, paired := a.sql, false
	switch {
	case a.sql == b.sql:
	case a.bits && b.bits:
		columns, paired = fmt.Sprintf("((%s::USMALLINT << %d) | %s::USMALLINT)::USMALLINT", a.sql, keyBits, b.sql), true
	default:
		columns += ", " + b.sql
	}
	return s.run(ctx, strings.Join([]string{"SELECT count(*), ", columns, " FROM ", s.table, " WHERE ", where, " GROUP BY ", columns}, ""), paired)
}

// merged gives the cells by the first key alone.
func (f counted) merged() []cell {
	people := map[int64]int{}
	for _, c := range f.cells {
		value, _ := f.values(c)
		people[value] += c.n
	}
	out := make([]cell, 0, len(people))
	for value, n := range people {
		out = append(out, cell{value, value, n})
	}
	return out
}

// run gives the cells that a query brings; paired are those of two keys in one.
func (s *scanner) run(ctx context.Context, sql string, paired bool) ([]cell, error) {
	if cells, done := s.scans[sql]; done {
		return cells, nil
	}
	s.rows = s.rows[:0]
	err := s.conn.query(ctx, sql, nil, func(row []driver.Value) error {
		c := cell{s.value(row[1]), s.value(row[len(row)-1]), int(integer(row[0]))}
		if paired {
			c.a, c.b = c.a>>keyBits, c.b&everyBit
		}
		s.rows = append(s.rows, c)
		return nil
	})
	if err != nil {
		return nil, err
	}
	cells := slices.Clone(s.rows)
	s.scans[sql] = cells
	return cells, nil
}

// value is what a key came to for a group of people.
func (s *scanner) value(v driver.Value) int64 {
	switch v := v.(type) {
	case uint8:
		return int64(v)
	case uint16:
		return int64(v)
	case int64:
		return v
	case time.Time:
		return floor(v.Unix(), secondsPerDay)
	case string:
		return s.position(v)
	}
	return 0
}

func (s *scanner) position(text string) int64 {
	at, known := s.known[text]
	if !known {
		at = int64(len(s.texts))
		s.known[text], s.texts = at, append(s.texts, text)
	}
	return at
}
