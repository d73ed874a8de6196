package dashboard

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// falseMarks is the share of marks that may be owed to chance.
const falseMarks = 0.05

// crosstab makes the panel of one question by another: the people in each cell, their share of
// the row's people and how far that lies from what the totals lead to expect.
type crosstab struct {
	rows, columns dimension
	colour        string // share, count or residual
}

func (c crosstab) needs() needs {
	return needs{tables: [][]tally.Dimension{{c.rows.tally(), c.columns.tally()}}}
}

// crossed is a crosstab with its counts, in the order of the survey.
type crossed struct {
	crosstab
	rowCats, colCats     []category
	rowTotals, colTotals []int
	base                 int
	cells                [][]crossedCell
}

// crossedCell is one cell. Without a test it has no residual.
type crossedCell struct {
	row, col int // places of its categories
	count    int
	tested   bool
	residual float64
	mark     Mark
	filter   string // query that adds both categories
}

func (c crosstab) fill(p *Panel, in input, k known) error {
	x, err := c.cross(k.tables[0])
	if err != nil || x.alike() {
		return err
	}
	x.link(in.selection)
	p.Base = in.base(k.tables[0], c.questions())
	p.Table = x.table(in.selection)
	p.Finding = x.finding()
	if x.base == 0 {
		return nil
	}
	if c.colour == "residual" && x.blank() {
		p.Note = strings.TrimSpace(p.Note + fmt.Sprintf(" Blank cells are not tested, mostly because fewer than %d people stand behind them.", least))
	}
	p.Chart, err = x.draw(p)
	return err
}

// questions is how many the people of the base have answered.
func (c crosstab) questions() int {
	if c.rows.question == nil || c.columns.question == nil {
		return 1
	}
	return 2
}

// alike tells that everybody came from one source, or answered in one language: then one column says
// what the other panels say.
func (x *crossed) alike() bool {
	return x.rows.question == nil && len(x.rowCats) < 2 || x.columns.question == nil && len(x.colCats) < 2
}

// blank tells whether the drawing of residuals has cells with nothing in them.
func (x *crossed) blank() bool {
	return slices.ContainsFunc(x.cells, func(line []crossedCell) bool {
		return slices.ContainsFunc(line, func(cell crossedCell) bool { return !cell.tested })
	})
}

func (c crosstab) cross(t tally.Table) (*crossed, error) {
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
	x.test()
	return x, nil
}

// test finds the cells that stand out. The people of a row are the base of its shares, so rows of
// fewer people than a test needs are left untested, as is a whole table of fewer.
func (x *crossed) test() {
	var tested []*crossedCell
	var p []float64
	for r := range x.cells {
		if x.base < least || x.rowTotals[r] < least {
			continue
		}
		for col := range x.cells[r] {
			cell := &x.cells[r][col]
			residual, ok := analysis.AdjustedResidual(cell.count, x.rowTotals[r], x.colTotals[col], x.base)
			if !ok {
				continue
			}
			value, ok := analysis.CellTest(cell.count, x.rowTotals[r], x.colTotals[col], x.base)
			if !ok {
				continue
			}
			cell.tested, cell.residual = true, residual
			tested, p = append(tested, cell), append(p, value)
		}
	}
	for i, adjusted := range analysis.BenjaminiHochberg(p) {
		if adjusted > falseMarks {
			continue
		}
		tested[i].mark = More
		if tested[i].residual < 0 {
			tested[i].mark = Fewer
		}
	}
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

// share gives a cell's share of its row's people.
func (x *crossed) share(c crossedCell) float64 { return part(c.count, x.rowTotals[c.row]) }

// finding names the cell that stands out most on the side of more.
func (x *crossed) finding() string {
	var best *crossedCell
	marked := 0
	for r := range x.cells {
		for col := range x.cells[r] {
			cell := &x.cells[r][col]
			if cell.mark != Unmarked {
				marked++
			}
			if cell.mark == More && (best == nil || cell.residual > best.residual) {
				best = cell
			}
		}
	}
	switch {
	case x.base < least:
		return ""
	case marked == 0:
		return "No cell stands out by more than chance explains."
	case best == nil:
		return ""
	}
	return x.standsOut(*best)
}

// standsOut compares the people of a cell's row with everybody else. They are different people, so
// the difference has an interval of its own.
func (x *crossed) standsOut(c crossedCell) string {
	row, others := x.rowTotals[c.row], x.base-x.rowTotals[c.row]
	rest := x.colTotals[c.col] - c.count
	by := analysis.Newcombe(c.count, row, rest, others)
	return fmt.Sprintf("Stands out most: %s by %s, %s against %s of everybody else (%.0f–%.0f points more).",
		x.colCats[c.col].label, x.rowCats[c.row].label, percent(x.share(c)), percent(part(rest, others)),
		by.Low*100, by.High*100)
}
