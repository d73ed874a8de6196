package warehouse

import (
	"context"
	"slices"

	"muster/internal/tally"
)

// answer counts and folds: every group of people of like masks counts in each category whose bit
// their masks have.
func (s *scanner) answer(ctx context.Context, p *plan) (*tally.Table, error) {
	people, notShown, err := s.audience(ctx, p)
	if err != nil {
		return nil, err
	}
	var t *tally.Table
	if p.ranked != nil {
		t, err = s.rank(ctx, p)
	} else {
		t, err = s.cross(ctx, p)
	}
	if err != nil {
		return nil, err
	}
	t.Responses, t.NotShown = people, notShown
	return t, nil
}

// audience counts whom the filter lets through, and who of them was not shown a question.
func (s *scanner) audience(ctx context.Context, p *plan) (people, notShown int, err error) {
	if people, err = s.people(ctx, p.where); err != nil || p.notShown == "" {
		return people, 0, err
	}
	notShown, err = s.people(ctx, p.where+" AND "+p.notShown)
	return people, notShown, err
}

// cross counts along one axis, or two.
func (s *scanner) cross(ctx context.Context, p *plan) (*tally.Table, error) {
	rows, columns := p.axes[0], p.axes[len(p.axes)-1]
	f := fold{rows: rows, columns: columns, crossed: len(p.axes) == 2, mirrored: rows.dimension == columns.dimension}
	for _, alike := range []bool{false, true} { // what is alike follows from what is not
		for i, a := range rows.keys {
			for j, b := range columns.keys {
				if (a.sql == b.sql) != alike || !f.crossed && i != j || f.mirrored && i > j {
					continue
				}
				found, err := s.scan(ctx, p.base, a, b)
				if err != nil {
					return nil, err
				}
				f.parts = append(f.parts, part{a, b, found})
			}
		}
	}
	return f.table(s.texts), nil
}

// fold turns scans into a table. With a single axis its rows are its columns too.
type fold struct {
	rows, columns *axis
	crossed       bool
	mirrored      bool   // rows and columns are the same: only the parts at one side of the diagonal are there
	parts         []part // of every pair of keys
	out           tally.Table
	rowTotals     []int
	columnTotals  []int
}

// part is one scan with the keys it is by.
type part struct {
	a, b key
	counted
}

// whole tells whether it is by the first key of both axes; one such scan has everybody in it once.
func (p *part) whole() bool { return p.a.first == 0 && p.b.first == 0 }

func (f *fold) table(texts []string) *tally.Table {
	f.learn(texts)
	f.rowTotals = make([]int, len(f.rows.names()))
	f.columnTotals = make([]int, len(f.columns.names()))
	if f.crossed {
		f.out.Cells = make([]int, len(f.rowTotals)*len(f.columnTotals))
	}
	for i := range f.parts {
		f.part(&f.parts[i])
	}
	if f.crossed && f.mirrored {
		f.mirror()
	}
	f.out.Axes = append(f.out.Axes, tally.Axis{Dimension: f.rows.dimension, Categories: f.rows.names(), Totals: f.rowTotals})
	if f.crossed {
		f.out.Axes = append(f.out.Axes, tally.Axis{Dimension: f.columns.dimension, Categories: f.columns.names(), Totals: f.columnTotals})
	} else {
		f.out.Cells = slices.Clone(f.rowTotals)
	}
	return &f.out
}

// mirror fills the other side of the diagonal. The parts there were had all columns' totals.
func (f *fold) mirror() {
	copy(f.rowTotals, f.columnTotals)
	n := len(f.rowTotals)
	for r := range n {
		for c := range r {
			f.out.Cells[r*n+c] = f.out.Cells[c*n+r]
		}
	}
}

// learn tells the axes of the values that the people of the base have.
func (f *fold) learn(texts []string) {
	rows, columns := map[int64]int{}, map[int64]int{}
	for i := range f.parts {
		p := &f.parts[i]
		if !p.whole() || f.rows.found == nil && f.columns.found == nil {
			continue
		}
		for _, c := range p.cells {
			a, b := p.values(c)
			rows[a] += c.n
			columns[b] += c.n
		}
	}
	if f.rows.found != nil {
		f.rows.found.learn(rows, texts)
	}
	if f.crossed && f.columns.found != nil {
		f.columns.found.learn(columns, texts)
	}
}

// part adds one scan. The people themselves are in every scan and count in the whole one alone; an
// axis's totals count in the scans with the other axis's first key.
func (f *fold) part(p *part) {
	var rows, columns []int
	for _, c := range p.cells {
		a, b := p.values(c)
		if p.whole() {
			f.out.Base += c.n
		}
		rows = f.rows.positions(p.a, a, rows[:0])
		if !f.crossed || p.b.first == 0 {
			add(f.rowTotals, rows, c.n)
		}
		if !f.crossed {
			continue
		}
		columns = f.columns.positions(p.b, b, columns[:0])
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
