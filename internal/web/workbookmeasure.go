package web

import (
	"slices"
	"strings"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// measuring makes a table of numbers of a table of words: a column of it for every number that a column
// of the page shows.
type measuring struct {
	panel *dashboard.Panel
	out   []measure
}

// measure is one column of the sheet. It takes its values from a column of the page.
type measure struct {
	title string
	from  int // the column of the page
	heat  bool
	value func(dashboard.Cell, dashboard.Row) any
}

// columns lists what the sheet shows.
func (m *measuring) columns() {
	t := m.panel.Table
	small := fewBehind(t)
	for i, c := range t.Columns {
		if small.columns[i] {
			c.Label = fewSign + c.Label
		}
		add := func(title string, value func(dashboard.Cell, dashboard.Row) any) {
			m.out = append(m.out, measure{title: title, from: i, heat: c.Kind == dashboard.Cross, value: value})
		}
		switch c.Kind {
		case dashboard.Count:
			add(c.Label, countOf)
			if has(t, i, func(c dashboard.Cell) bool { return c.Share != nil }) {
				add(c.Label+", share", shareOf)
			}
		case dashboard.Share:
			add(c.Label, shareOf)
			if has(t, i, func(c dashboard.Cell) bool { return c.Share != nil && c.Count != nil }) {
				add(c.Label+", people", countOf)
			}
		case dashboard.Cross:
			add(c.Label, crossOf(t, i))
		case dashboard.Interval:
			m.interval(i, c)
		case dashboard.Number:
			add(c.Label, numberOf(t, i))
		case dashboard.Date:
			add(c.Label, dateOf)
		default:
			if has(t, i, spans) {
				m.interval(i, c)
				continue
			}
			add(c.Label, small.words)
		}
	}
}

// interval makes two columns of the ends, in the unit of the numbers before them.
func (m *measuring) interval(i int, c dashboard.Column) {
	t := m.panel.Table
	if !has(t, i, spans) {
		m.out = append(m.out, measure{title: c.Label, from: i, value: wordsOf})
		return
	}
	unit := endsOf(t, i)
	title, _ := strings.CutSuffix(c.Label, " interval")
	from, to := title+" from", title+" to"
	if rest, ok := strings.CutPrefix(title, "95%, "); ok {
		from, to = rest+", 95% from", rest+", 95% to"
	}
	if has(t, i, func(c dashboard.Cell) bool { return c.Number != nil }) { // which the ends are of
		title = strings.TrimSuffix(c.Label, " (95%)")
		from, to = title+", 95% from", title+", 95% to"
		m.out = append(m.out, measure{title: title, from: i, value: func(c dashboard.Cell, row dashboard.Row) any {
			if c.Number == nil {
				return wordsOf(c, row)
			}
			return unit(*c.Number)
		}})
	}
	low := func(c dashboard.Cell, row dashboard.Row) any {
		if c.Low == nil {
			return wordsOf(c, row) // why there is none
		}
		return unit(*c.Low)
	}
	high := func(c dashboard.Cell, _ dashboard.Row) any {
		if c.High == nil {
			return nil
		}
		return unit(*c.High)
	}
	m.out = append(m.out, measure{title: from, from: i, value: low}, measure{title: to, from: i, value: high})
}

func spans(c dashboard.Cell) bool { return c.Low != nil && c.High != nil }

// endsOf finds out in which unit the ends of intervals are: that of the number they are of, or places. Those of a
// difference are parts of 1, though it stands in points.
func endsOf(t *dashboard.Table, i int) func(float64) any {
	switch {
	case t.Columns[i].Kind == dashboard.Text, i > 0 && t.Columns[i-1].Kind == dashboard.Count:
		return func(v float64) any { return workbook.Count(v) }
	case i == 0 || t.Columns[i-1].Kind != dashboard.Number:
		return func(v float64) any { return workbook.Share{Of1: v} }
	}
	for _, row := range t.Rows {
		number, low, high := row.Cells[i-1].Number, row.Cells[i].Low, row.Cells[i].High
		if number != nil && low != nil && high != nil && (*number < *low-1e-6 || *number > *high+1e-6) {
			return func(v float64) any { return workbook.Points(100 * v) }
		}
	}
	return func(v float64) any { return workbook.Decimal{Value: v, Decimals: 2} }
}

// table fills the columns. Rows without an id are totals.
func (m *measuring) table() workbook.PanelTable {
	t := m.panel.Table
	out := workbook.PanelTable{Caption: t.Caption, Notes: slices.Clone(t.Notes)}
	for _, c := range m.out {
		out.Columns = append(out.Columns, workbook.PanelColumn{Title: c.title, Heat: c.heat})
	}
	for _, row := range t.Rows {
		values := make([]any, len(m.out))
		for i, c := range m.out {
			values[i] = c.value(row.Cells[c.from], row)
		}
		if row.ID == "" && len(out.Rows) > 0 {
			out.Totals = append(out.Totals, values)
			continue
		}
		out.Rows = append(out.Rows, values)
	}
	return out
}
