package warehouse

import (
	"context"
	"maps"
	"slices"

	"muster/internal/tally"
)

// answer counts and folds: every group of people of like masks counts in each category whose bit
// their masks have.
func (s *scanner) answer(ctx context.Context, p *plan) (*tally.Table, error) {
	rows, columns := p.axes[0], p.axes[len(p.axes)-1]
	f := fold{rows: rows, columns: columns, crossed: len(p.axes) == 2}
	var err error
	if f.out.Responses, err = s.people(ctx, p.where); err != nil {
		return nil, err
	}
	for i, a := range rows.keys {
		for j, b := range columns.keys {
			if !f.crossed && i != j {
				continue
			}
			cells, err := s.scan(ctx, p.base, a.sql, b.sql)
			if err != nil {
				return nil, err
			}
			f.parts = append(f.parts, part{a, b, cells})
		}
	}
	return f.table(), nil
}

// fold turns scans into a table. With a single axis its rows are its columns too.
type fold struct {
	rows, columns *axis
	crossed       bool
	parts         []part // of every pair of keys
	out           tally.Table
	rowTotals     []int
	columnTotals  []int
}

// part is one scan with the keys it is by.
type part struct {
	a, b  key
	cells []cell
}

func (f *fold) table() *tally.Table {
	f.span()
	f.rowTotals = make([]int, len(f.rows.categories))
	f.columnTotals = make([]int, len(f.columns.categories))
	if f.crossed {
		f.out.Cells = make([]int, len(f.rowTotals)*len(f.columnTotals))
	}
	for i := range f.parts {
		f.part(&f.parts[i], i == 0)
	}
	f.out.Axes = append(f.out.Axes, tally.Axis{Dimension: f.rows.dimension, Categories: f.rows.categories, Totals: f.rowTotals})
	if f.crossed {
		f.out.Axes = append(f.out.Axes, tally.Axis{Dimension: f.columns.dimension, Categories: f.columns.categories, Totals: f.columnTotals})
	} else {
		f.out.Cells = slices.Clone(f.rowTotals)
	}
	return &f.out
}

// span finds the days of the people. Any scan has all of them.
func (f *fold) span() {
	rows, columns := map[int64]bool{}, map[int64]bool{}
	for _, c := range f.parts[0].cells {
		rows[c.a], columns[c.b] = true, true
	}
	f.rows.span(slices.Sorted(maps.Keys(rows)))
	if f.crossed {
		f.columns.span(slices.Sorted(maps.Keys(columns)))
	}
}

// part adds one scan. The people themselves are in every scan and count in the first alone; an
// axis's totals count in the scans with the other axis's first key.
func (f *fold) part(p *part, first bool) {
	var rows, columns []int
	for _, c := range p.cells {
		if first {
			f.out.Base += c.n
		}
		rows = f.rows.positions(p.a, c.a, rows[:0])
		if !f.crossed || p.b.first == 0 {
			add(f.rowTotals, rows, c.n)
		}
		if !f.crossed {
			continue
		}
		columns = f.columns.positions(p.b, c.b, columns[:0])
		if p.a.first == 0 {
			add(f.columnTotals, columns, c.n)
		}
		for _, r := range rows {
			add(f.out.Cells[r*len(f.columnTotals):], columns, c.n)
		}
	}
}

func add(to []int, at []int, n int) {
	for _, i := range at {
		to[i] += n
	}
}
