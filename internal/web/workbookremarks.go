package web

import (
	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// remarks heads what a crosstab says beside its bases, such as why a line is not tested.
const remarks = "Remark"

// remark puts what a crosstab says beside the base of a line into a column of its own, and what it says beneath
// that of a column into a line beneath the table.
func remark(out *workbook.PanelTable, m *measuring) {
	t := m.panel.Table
	if !crossed(t) || len(t.Rows) < 2 {
		return
	}
	lines, last := t.Rows[:len(t.Rows)-1], t.Rows[len(t.Rows)-1]
	if beneath := m.beneath(last); beneath != nil {
		out.Totals = append(out.Totals, beneath)
	}
	beside := make([]any, len(lines))
	some := false
	for i, row := range lines {
		if said := saidAtBase(row.Cells[1]); said != "" {
			beside[i], some = said, true
		}
	}
	if !some || len(out.Rows) != len(lines) {
		return
	}
	out.Columns = append(out.Columns, workbook.PanelColumn{Title: remarks})
	for i := range out.Rows {
		out.Rows[i] = append(out.Rows[i], beside[i])
	}
	for i := range out.Totals {
		out.Totals[i] = append(out.Totals[i], nil)
	}
}

// beneath is the line of what is said at the bases of the columns; nil: nothing is.
func (m *measuring) beneath(bases dashboard.Row) []any {
	values, some := make([]any, len(m.out)), false
	for i, c := range m.out {
		if said := saidAtBase(bases.Cells[c.from]); said != "" {
			values[i], some = said, true
		}
	}
	if !some {
		return nil
	}
	values[0] = remarks
	return values
}

// saidAtBase is what is said beside a number of people that is a base.
func saidAtBase(c dashboard.Cell) string {
	if c.Share != nil || c.Count == nil || *c.Count == 0 {
		return ""
	}
	return c.Note
}
