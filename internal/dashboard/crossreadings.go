package dashboard

import (
	"fmt"
	"slices"
)

// Readings are the crosstab of its own page once for each thing that its cells can show, that which the page
// shows first; nil for every other panel. Each Cross cell has the one number that it is about.
func (p *Panel) Readings() []*Table {
	if p.crossed == nil {
		return nil
	}
	f := p.crossed.face()
	all := []reading{f.counts(), f.ofLines(), f.ofColumns(), f.expected(), f.residuals()}
	shown := f.shown()
	slices.SortStableFunc(all, func(a, b reading) int { return boolOrder(a.what != shown, b.what != shown) })
	tables := make([]*Table, len(all))
	for i, r := range all {
		tables[i] = f.table(r)
	}
	f.explain(tables[0])
	return tables
}

// explain says on the first reading how to read the marks of all, and beside the bases of what is tested why
// some of it is not.
func (f face) explain(t *Table) {
	if !f.ofShares() && !f.x.nested() {
		t.Notes = append(t.Notes, f.x.compareNote())
	}
	t.Notes = append(t.Notes, f.x.testNotes()...)
	if f.x.nested() {
		return // nothing is tested, which is said once
	}
	for r := range f.x.rowCats {
		base := &t.Rows[r].Cells[1]
		if f.x.upright() {
			base = &t.Rows[len(t.Rows)-1].Cells[2+r]
		}
		if f.x.untested(r) {
			base.Note = f.x.whyUntested(r)
		}
	}
}

// ofShares tells whether the page shows shares, which say themselves whom a mark compares.
func (f face) ofShares() bool { return f.shown() == "share of the "+f.x.side() }

// The readings there are.
const (
	readPeople   = "people"
	readLines    = "share of the line"
	readColumns  = "share of the column"
	readExpected = "people to expect from the totals"
	readResidual = "adjusted residual"
)

// face is a crosstab as it is laid: lines beneath each other, columns side by side.
type face struct {
	x                        *crossed
	lines, columns           dimension
	heads, tops              []category // of the lines and of the columns
	lineTotals, columnTotals []int
}

func (x *crossed) face() face {
	if x.upright() {
		return face{x, x.columns, x.rows, x.colCats, x.rowCats, x.colTotals, x.rowTotals}
	}
	return face{x, x.rows, x.columns, x.rowCats, x.colCats, x.rowTotals, x.colTotals}
}

// at gives the cell of a line and a column.
func (f face) at(line, column int) crossedCell {
	if f.x.upright() {
		return f.x.cells[column][line]
	}
	return f.x.cells[line][column]
}

// shown is the reading that the page shows.
func (f face) shown() string {
	switch f.x.colour {
	case "count":
		return readPeople
	case "expected":
		return readExpected
	case "residual":
		return readResidual
	}
	return "share of the " + f.x.side()
}

// reading is one thing that the cells can show, with its margins: the column behind the heads of the lines,
// and the last line.
type reading struct {
	what, note string
	cell       func(line, column int) Cell
	margin     Column
	marginOf   func(line int) Cell
	total      string
	totalOf    func(column int) Cell
}

// among is a reading whose margins are how many people there are.
func (f face) among(what, note string, cell func(crossedCell) Cell) reading {
	return reading{
		what: what, note: note, cell: func(line, column int) Cell { return cell(f.at(line, column)) },
		margin: Column{Label: "Everybody", Kind: Count}, marginOf: func(line int) Cell { return countCell(f.lineTotals[line]) },
		total: "Everybody", totalOf: func(column int) Cell { return countCell(f.columnTotals[column]) },
	}
}

func (f face) counts() reading {
	return f.among(readPeople, "", func(c crossedCell) Cell { return countCell(c.count) })
}

func (f face) expected() reading {
	return f.among(readExpected, "How many people there would be if the two had nothing to do with each other.", func(c crossedCell) Cell {
		return Cell{Text: f.x.expectedWords(c), Number: new(f.x.expected(c))}
	})
}

func (f face) residuals() reading {
	const note = "How far the people of a cell are from what is to be expected, in standard deviations; beyond ±2 is rare. Blank cells are not tested."
	return f.among(readResidual, note, func(c crossedCell) Cell {
		if !c.tested {
			return textCell("–")
		}
		return Cell{Text: signed(c.residual, 1), Number: new(c.residual)}
	})
}

// ofLines reads shares of the people of a line; everybody's stand in the last one.
func (f face) ofLines() reading {
	return reading{
		what: readLines, note: shareNote("line"),
		cell:   func(line, column int) Cell { return shareCell(f.at(line, column).count, f.lineTotals[line]) },
		margin: Column{Label: "People", Kind: Count}, marginOf: func(line int) Cell { return countCell(f.lineTotals[line]) },
		total: "Everybody", totalOf: func(column int) Cell { return shareCell(f.columnTotals[column], f.x.base) },
	}
}

// ofColumns reads shares of the people of a column; everybody's stand behind the heads of the lines.
func (f face) ofColumns() reading {
	return reading{
		what: readColumns, note: shareNote("column"),
		cell:   func(line, column int) Cell { return shareCell(f.at(line, column).count, f.columnTotals[column]) },
		margin: Column{Label: "Everybody", Kind: Share}, marginOf: func(line int) Cell { return shareCell(f.lineTotals[line], f.x.base) },
		total: "People", totalOf: func(column int) Cell { return countCell(f.columnTotals[column]) },
	}
}

func (f face) table(r reading) *Table {
	t := &Table{Caption: fmt.Sprintf("%s × %s: %s", f.lines.name, f.columns.name, r.what), Columns: []Column{{Label: f.lines.name, Kind: Text}, r.margin}}
	if r.note != "" {
		t.Notes = []string{r.note}
	}
	for _, c := range f.tops {
		t.Columns = append(t.Columns, Column{Label: c.label, Kind: Cross, ID: c.id})
	}
	for line, c := range f.heads {
		row := Row{ID: c.id, Cells: []Cell{textCell(c.label), r.marginOf(line)}}
		for column := range f.tops {
			cell := r.cell(line, column)
			if r.what != readExpected || r.what == f.shown() { // what is to be expected does not stand out itself
				cell.Mark = f.at(line, column).mark
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	total := Row{Cells: []Cell{textCell(r.total), countCell(f.x.base)}}
	for column := range f.tops {
		total.Cells = append(total.Cells, r.totalOf(column))
	}
	t.Rows = append(t.Rows, total)
	return t
}
