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
	conn  *conn
	table string
	scans map[string][]cell
	texts []string         // that keys came to; a cell has their positions
	known map[string]int64 // the positions
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
		turned := slices.Clone(cells)
		for i, c := range turned {
			turned[i].a, turned[i].b = c.b, c.a
		}
		return turned, err
	}
	columns := a + ", " + b
	if a == b {
		columns = a
	}
	return s.run(ctx, strings.Join([]string{"SELECT count(*), ", columns, " FROM ", s.table, " WHERE ", where, " GROUP BY ", columns}, ""))
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
