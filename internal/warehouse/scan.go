package warehouse

import (
	"context"
	"database/sql/driver"
	"slices"
	"strings"
	"time"
)

// scanner counts people by keys and remembers what it has counted.
type scanner struct {
	conn   *conn
	table  string
	scans  map[string][]cell
	alone  map[joint]bool   // keys that somebody asks for without another
	joints map[joint][]cell // the scans by a key, alone or with another, by that key as their a
	texts  []string         // that keys came to; a cell has their positions
	known  map[string]int64 // the positions
}

// joint is a key over the people of a condition.
type joint struct{ where, key string }

func newScanner(c *conn, l *layout) *scanner {
	return &scanner{
		conn: c, table: quoted(l.answers), scans: map[string][]cell{}, known: map[string]int64{},
		alone: map[joint]bool{}, joints: map[joint][]cell{},
	}
}

// expect prepares for a plan that is to be answered.
func (s *scanner) expect(p *plan) {
	if len(p.axes) == 1 {
		s.alone[joint{p.where, p.axes[0].keys[0].whole}] = true
	}
}

// shared tells whether a plan takes part in scans that serve others too: those of everybody the filter
// lets through. Alone, it is faster to scan those only who answered.
func (s *scanner) shared(p *plan) bool {
	at := func(a *axis) joint { return joint{p.where, a.keys[0].whole} }
	if len(p.axes) == 1 {
		return s.joints[at(p.axes[0])] != nil
	}
	return s.alone[at(p.axes[0])] || s.alone[at(p.axes[1])]
}

// cell is how many people have the value a of one key and b of another.
type cell struct {
	a, b int64
	n    int
}

// people counts all who meet a condition.
func (s *scanner) people(ctx context.Context, where string) (int, error) {
	cells, err := s.run(ctx, "SELECT count(*), 0, 0 FROM "+s.table+" WHERE "+where)
	if err != nil || len(cells) == 0 {
		return 0, err
	}
	return cells[0].n, nil
}

// scan counts people by two keys, which may be the same one.
func (s *scanner) scan(ctx context.Context, where, a, b string) ([]cell, error) {
	if a > b { // counted once, whichever way round it is asked
		cells, err := s.scan(ctx, where, b, a)
		return flipped(cells), err
	}
	if a == b {
		if cells, done := s.joints[joint{where, a}]; done {
			return merged(cells), nil
		}
		cells, err := s.group(ctx, where, a)
		if err == nil {
			s.joints[joint{where, a}] = cells
		}
		return cells, err
	}
	cells, err := s.group(ctx, where, a+", "+b)
	if err == nil {
		s.joints[joint{where, a}], s.joints[joint{where, b}] = cells, flipped(cells)
	}
	return cells, err
}

func (s *scanner) group(ctx context.Context, where, columns string) ([]cell, error) {
	return s.run(ctx, strings.Join([]string{"SELECT count(*), ", columns, " FROM ", s.table, " WHERE ", where, " GROUP BY ", columns}, ""))
}

// flipped gives the cells of a scan by b and a.
func flipped(cells []cell) []cell {
	out := slices.Clone(cells)
	for i, c := range out {
		out[i].a, out[i].b = c.b, c.a
	}
	return out
}

// merged gives the cells of a scan by a alone.
func merged(cells []cell) []cell {
	people := map[int64]int{}
	for _, c := range cells {
		people[c.a] += c.n
	}
	out := make([]cell, 0, len(people))
	for value, n := range people {
		out = append(out, cell{value, value, n})
	}
	return out
}

func (s *scanner) run(ctx context.Context, sql string) ([]cell, error) {
	if cells, done := s.scans[sql]; done {
		return cells, nil
	}
	cells := []cell{}
	err := s.conn.query(ctx, sql, nil, func(row []driver.Value) error {
		cells = append(cells, cell{s.value(row[1]), s.value(row[len(row)-1]), int(integer(row[0]))})
		return nil
	})
	if err != nil {
		return nil, err
	}
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
