package dashboard

import (
	"fmt"
	"strconv"
)

// upright tells that the columns stand as lines. Shares stay those of the row's people.
func (x *crossed) upright() bool {
	return x.layout == standing || x.layout == fitting && len(x.colCats) > len(x.rowCats)
}

// table writes the crosstab with its margins: everybody's share beside the categories of the
// columns, and the people beside those of the rows, who are the bases of the shares.
func (x *crossed) table(sel Selection) *Table {
	t := &Table{Caption: x.caption(), Notes: x.notes()}
	if x.upright() {
		x.standing(t, sel)
	} else {
		x.lying(t, sel)
	}
	return t
}

func (x *crossed) caption() string {
	lines, columns := x.rows.name, x.columns.name
	if x.open && x.upright() {
		lines, columns = columns, lines
	}
	return fmt.Sprintf("%s × %s: %s", lines, columns, x.shown())
}

// shown says what stands in the cells. On a dashboard that is the share, whatever colours the drawing.
func (x *crossed) shown() string {
	if x.open {
		switch x.colour {
		case "count":
			return "people"
		case "expected":
			return "people to expect from the totals"
		case "residual":
			return "adjusted residual"
		}
	}
	return "share of the people named with each " + x.side()
}

// side is where the categories stand whose people the shares are of.
func (x *crossed) side() string {
	if x.upright() {
		return "column"
	}
	return "line"
}

// lying writes rows as lines.
func (x *crossed) lying(t *Table, sel Selection) {
	t.Columns = []Column{{Label: x.rows.name, Kind: Text}, {Label: "People", Kind: Count}}
	for _, c := range x.colCats {
		t.Columns = append(t.Columns, x.head(x.columns, c, sel))
	}
	for r, c := range x.rowCats {
		row := Row{ID: c.id, Filter: sel.narrowed(x.rows, c.id), Cells: []Cell{textCell(c.label), x.baseCell(r)}}
		for col := range x.colCats {
			row.Cells = append(row.Cells, x.cell(r, col))
		}
		t.Rows = append(t.Rows, row)
	}
	total := Row{Cells: []Cell{textCell("Everybody"), countCell(x.base)}}
	for col := range x.colCats {
		total.Cells = append(total.Cells, x.everybody(col))
	}
	t.Rows = append(t.Rows, total)
}

// standing writes columns as lines.
func (x *crossed) standing(t *Table, sel Selection) {
	t.Columns = []Column{{Label: x.columns.name, Kind: Text}, {Label: "Everybody", Kind: Cross}}
	for _, c := range x.rowCats {
		t.Columns = append(t.Columns, x.head(x.rows, c, sel))
	}
	for col, c := range x.colCats {
		row := Row{ID: c.id, Filter: sel.narrowed(x.columns, c.id), Cells: []Cell{textCell(c.label), x.everybody(col)}}
		for r := range x.rowCats {
			row.Cells = append(row.Cells, x.cell(r, col))
		}
		t.Rows = append(t.Rows, row)
	}
	total := Row{Cells: []Cell{textCell("People"), countCell(x.base)}}
	for r := range x.rowCats {
		total.Cells = append(total.Cells, x.baseCell(r))
	}
	t.Rows = append(t.Rows, total)
}

func (x *crossed) head(d dimension, c category, sel Selection) Column {
	return Column{Label: c.label, Kind: Cross, ID: c.id, Filter: sel.narrowed(d, c.id)}
}

// baseCell is the people of a row, who its shares are of.
func (x *crossed) baseCell(r int) Cell {
	cell := countCell(x.rowTotals[r])
	if x.untested(r) {
		cell.Note = x.whyUntested(r)
	}
	return cell
}

func (x *crossed) everybody(col int) Cell {
	cell := shareCell(x.colTotals[col], x.base)
	cell.Count, cell.Note = new(x.colTotals[col]), people(x.colTotals[col])
	return cell
}

func (x *crossed) cell(r, col int) Cell {
	c := x.cells[r][col]
	cell := shareCell(c.count, x.rowTotals[r])
	cell.Count, cell.Note, cell.Mark = new(c.count), people(c.count), c.mark
	if x.open {
		cell.Text, cell.Note = x.told(c)
	}
	if c.mark != Unmarked {
		cell.Text += " " + sign(c.mark)
	}
	if c.tested {
		cell.Residual = new(round(c.residual, 6))
	}
	cell.Filter = c.filter
	return cell
}

// told is what a cell shows of the opened crosstab, and the number beneath it.
func (x *crossed) told(c crossedCell) (text, note string) {
	share := shareCell(c.count, x.rowTotals[c.row]).Text
	switch {
	case x.colour == "count":
		return thousands(c.count), share
	case x.colour == "expected":
		return x.expectedWords(c), people(c.count)
	case x.colour == "residual" && c.tested:
		return signed(c.residual, 1), people(c.count)
	case x.colour == "residual":
		return "–", people(c.count)
	}
	return share, people(c.count)
}

// expectedWords leaves open what to expect of nobody.
func (x *crossed) expectedWords(c crossedCell) string {
	if x.base == 0 {
		return "–"
	}
	return strconv.FormatFloat(x.expected(c), 'f', 1, 64)
}

func sign(m Mark) string {
	switch m {
	case More:
		return "▲"
	case Fewer:
		return "▼"
	}
	return ""
}
