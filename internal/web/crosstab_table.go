package web

import "muster/internal/dashboard"

// crossTable is the table of a crosstab, whose heads sort it.
type crossTable struct {
	Caption string
	Columns []crossHead
	Rows    []crossRow
	Notes   []string
}

// crossHead heads a column or a row. Its link sorts by it: the rows by a column, the columns by a row.
type crossHead struct {
	Label, Address string
	Sorted         string // as aria-sort says it; "" for not
}

// crossRow is one line of the table.
type crossRow struct {
	crossHead
	Total bool
	Cells []crossCell
}

// crossCell is a cell with the address of the dashboard of its people; "" where there are none, or where
// they are those of its row or column.
type crossCell struct {
	dashboard.Cell
	Address string
}

// crossLinks gives the addresses that a table leads to.
type crossLinks struct {
	sorted func(dashboard.Crosstab) string
	people func(filter string) string // the dashboard of those whom a filter lets through; nil: there is none
}

// newCrossTable makes the table of a panel's. The first column names the rows; the second, and the last
// row, are the margins, which sort by size.
func newCrossTable(t *dashboard.Table, links crossLinks, cross dashboard.Crosstab) crossTable {
	out := crossTable{Caption: t.Caption, Notes: t.Notes, Columns: []crossHead{{Label: t.Columns[0].Label}}}
	for _, c := range t.Columns[1:] {
		out.Columns = append(out.Columns, crossHead{c.Label, links.sorted(cross.SortRows(c.ID)), cross.RowsSorted(c.ID)})
	}
	for _, r := range t.Rows {
		head := crossHead{r.Cells[0].Text, links.sorted(cross.SortColumns(r.ID)), cross.ColumnsSorted(r.ID)}
		out.Rows = append(out.Rows, crossRow{head, r.ID == "", links.cells(r)})
	}
	return out
}

func (l crossLinks) cells(r dashboard.Row) []crossCell {
	var out []crossCell
	for _, c := range r.Cells[1:] {
		cell := crossCell{Cell: c}
		if c.Filter != "" && c.Count != nil && *c.Count > 0 && l.people != nil {
			cell.Address = l.people(c.Filter)
		}
		out = append(out, cell)
	}
	return out
}
