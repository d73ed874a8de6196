package dashboard

import "fmt"

// upright tells that the columns stand as lines: a phone has room for many lines but for few
// columns, so the longer side goes down the page. Shares stay those of the row's people.
func (x *crossed) upright() bool { return len(x.colCats) > len(x.rowCats) }

// table writes the crosstab with its margins: everybody's share beside the categories of the
// columns, and the people beside those of the rows, who are the bases of the shares.
func (x *crossed) table(sel Selection) *Table {
	t := &Table{
		Caption: fmt.Sprintf("%s × %s: share of the people of each %s", x.rows.name, x.columns.name, x.rows.each()),
		Notes:   x.notes(),
	}
	if x.upright() {
		x.standing(t, sel)
	} else {
		x.lying(t, sel)
	}
	return t
}

func (x *crossed) notes() []string {
	return []string{
		fmt.Sprintf("Each share is of the people named with %s; the number of people stands beneath it.", x.side()),
		"▲ marks more and ▼ fewer people than the totals lead to expect, by more than chance explains " +
			"when all cells are tested together (5%). Where fewer than 30 people stand behind the shares nothing is tested.",
	}
}

func (x *crossed) side() string {
	if x.upright() {
		return "the column"
	}
	return "the line"
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
	if x.rowTotals[r] < least {
		cell.Note = "too few to test"
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
	if c.mark != Unmarked {
		cell.Text += " " + sign(c.mark)
	}
	if c.tested {
		cell.Residual = new(round(c.residual, 6))
	}
	cell.Filter = c.filter
	return cell
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
