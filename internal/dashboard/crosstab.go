package dashboard

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/tally"
)

// crosstab makes the panel of one question by another: the people in each cell, their share of
// the row's people and how far that lies from what the totals lead to expect. Shares are always of
// the people of a row; shares of the columns' people are the same crosstab with its sides swapped.
type crosstab struct {
	rows, columns dimension
	colour        string // share, count, expected or residual
	layout        layout
	rowOrder      crossOrder
	columnOrder   crossOrder
	open          bool // has a page of its own: everything that is known is told
}

// layout says which side stands as lines.
type layout int

const (
	fitting  layout = iota // the longer one, for a phone has room for many lines but for few columns
	lying                  // the rows
	standing               // the columns
)

func (c crosstab) needs() needs {
	return needs{tables: [][]tally.Dimension{{c.rows.tally(), c.columns.tally()}}}
}

func (c crosstab) fill(p *Panel, in input, k known) error {
	x, err := c.cross(k.tables[0], in.selection)
	if err != nil {
		return err
	}
	if x.alike() {
		p.absent = x.only(in, k.tables[0])
		return nil
	}
	p.Note = joinNotes(p.Note, joinNotes(in.selection.filteredBy(c.rows, x.rowCats), in.selection.filteredBy(c.columns, x.colCats)))
	p.Base = in.base(k.tables[0], c.questions())
	x.link(in.selection)
	if !c.open {
		p.More = x.lead()
	}
	p.Table = x.table(in.selection)
	p.Finding = x.finding()
	if x.base == 0 {
		return nil
	}
	if c.open {
		p.Points, p.Figures, p.Details, p.crossed = x.points(), x.association(), x.details(), x
	}
	x.remark(p, in)
	if x.colour == "residual" && x.blank() {
		p.Note = strings.TrimSpace(p.Note + fmt.Sprintf(" Blank cells are not tested, mostly because fewer than %d people stand behind them or behind all others.", least))
	}
	p.Chart, err = x.draw(p)
	return err
}

// questions is how many the people of the base have answered.
func (c crosstab) questions() int {
	if c.rows.question == nil && c.columns.question == nil {
		return 0
	}
	if c.rows.question == nil || c.columns.question == nil {
		return 1
	}
	return 2
}

// nested tells that one question goes on from the other, or both from a third: then they hang together
// by the way they are asked, and a test would find nothing else.
func (c crosstab) nested() bool {
	a, b := c.rows.question, c.columns.question
	if a == nil || b == nil {
		return false
	}
	root := func(id, of string) string {
		if of != "" {
			return of
		}
		return id
	}
	return root(a.ID, a.LevelOf) == root(b.ID, b.LevelOf)
}

// crossed is a crosstab with its counts, in the order in which it is shown.
type crossed struct {
	crosstab
	rowCats, colCats     []category
	rowTotals, colTotals []int
	base                 int
	cells                [][]crossedCell
	tests                int // how many cells were tested
}

// crossedCell is one cell. Without a test it has no residual and no p.
type crossedCell struct {
	row, col int // places of its categories
	count    int
	tested   bool
	residual float64
	adjusted float64 // the p of its test, adjusted for all of them
	mark     Mark
	filter   string // query that adds both categories
}

func (c crosstab) cross(t tally.Table, sel Selection) (*crossed, error) {
	x := &crossed{crosstab: c, base: t.Base}
	var rows, cols []int
	var err error
	if x.rowCats, rows, err = c.rows.read(t.Axes[0]); err != nil {
		return nil, err
	}
	if x.colCats, cols, err = c.columns.read(t.Axes[1]); err != nil {
		return nil, err
	}
	if want := len(t.Axes[0].Categories) * len(t.Axes[1].Categories); len(t.Cells) != want {
		return nil, fmt.Errorf("%d cells where there should be %d", len(t.Cells), want)
	}
	for _, at := range cols {
		x.colTotals = append(x.colTotals, t.Axes[1].Totals[at])
	}
	for r, at := range rows {
		x.rowTotals = append(x.rowTotals, t.Axes[0].Totals[at])
		line := make([]crossedCell, len(cols))
		for col, place := range cols {
			line[col] = crossedCell{row: r, col: col, count: t.Cell(at, place)}
		}
		x.cells = append(x.cells, line)
	}
	for i, one := range x.rowCats {
		x.rowCats[i].fixed = sel.fixes(c.rows, one.id)
	}
	for i, one := range x.colCats {
		x.colCats[i].fixed = sel.fixes(c.columns, one.id)
	}
	x.test()
	x.sort()
	return x, nil
}

// alike tells that everybody came from one source, or answered in one language: then one column says
// what the other panels say. Who opened the crosstab asked for it and sees it all the same.
func (x *crossed) alike() bool {
	if x.open {
		return false
	}
	return x.rows.question == nil && len(x.rowCats) < 2 || x.columns.question == nil && len(x.colCats) < 2
}

// only says why a crosstab of one source or language is not shown.
func (x *crossed) only(in input, t tally.Table) string {
	unit := x.rows.unit
	if x.columns.question == nil {
		unit = x.columns.unit
	}
	return origin{unit}.alike(in, t)
}

// blank tells whether the drawing of residuals has cells with nothing in them.
func (x *crossed) blank() bool {
	return slices.ContainsFunc(x.cells, func(line []crossedCell) bool {
		return slices.ContainsFunc(line, func(cell crossedCell) bool { return !cell.tested })
	})
}

// link gives every cell the query that adds its two categories.
func (x *crossed) link(sel Selection) {
	for r, c := range x.rowCats {
		row, ok := sel.in(x.rows, c.id)
		for col := range x.cells[r] {
			if ok {
				x.cells[r][col].filter = row.narrowed(x.columns, x.colCats[col].id)
			}
		}
	}
}

// all gives the cells row by row.
func (x *crossed) all() []crossedCell { return slices.Concat(x.cells...) }

// share gives a cell's share of its row's people.
func (x *crossed) share(c crossedCell) float64 { return part(c.count, x.rowTotals[c.row]) }

// expected is how many people the totals lead to expect in a cell.
func (x *crossed) expected(c crossedCell) float64 {
	return float64(x.rowTotals[c.row]) * part(x.colTotals[c.col], x.base)
}

// rest gives the people of the base who are not of a cell's row, and how many of them are of its column.
func (x *crossed) rest(c crossedCell) (count, people int) {
	return x.colTotals[c.col] - c.count, x.base - x.rowTotals[c.row]
}
