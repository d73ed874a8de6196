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
	Cells []dashboard.Cell
}

// newCrossTable makes the table of a panel's. The first column names the rows; the second, and the last
// row, are the margins, which sort by size.
func newCrossTable(t *dashboard.Table, address func(dashboard.Crosstab) string, cross dashboard.Crosstab) crossTable {
	out := crossTable{Caption: t.Caption, Notes: t.Notes, Columns: []crossHead{{Label: t.Columns[0].Label}}}
	for _, c := range t.Columns[1:] {
		out.Columns = append(out.Columns, crossHead{c.Label, address(cross.SortRows(c.ID)), cross.RowsSorted(c.ID)})
	}
	for _, r := range t.Rows {
		head := crossHead{r.Cells[0].Text, address(cross.SortColumns(r.ID)), cross.ColumnsSorted(r.ID)}
		out.Rows = append(out.Rows, crossRow{head, r.ID == "", r.Cells[1:]})
	}
	return out
}
