package web

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// WorkbookPanels gives the panels of a dashboard as sheets of a workbook: those with these ids, in their
// order on the page, or all where none are named.
func WorkbookPanels(page *dashboard.Page, ids []string) []workbook.Panel {
	var sheets []workbook.Panel
	for p := range page.Panels() {
		if len(ids) > 0 && !slices.Contains(ids, p.ID) {
			continue
		}
		sheets = append(sheets, workbookPanel(page, p))
	}
	return sheets
}

// PanelsLeftOut says which panels have no sheet, and why: those that a survey has no question for, and those
// of the ids that are none of the dashboard's.
func PanelsLeftOut(page *dashboard.Page, ids []string) []string {
	var words []string
	for _, p := range page.LeftOut {
		if len(ids) == 0 {
			words = append(words, fmt.Sprintf("The panel “%s” of the dashboard %s has no sheet. %s", p.Title, page.Title, p.Reason))
		}
	}
	for _, id := range ids {
		there := false
		for p := range page.Panels() {
			there = there || p.ID == id
		}
		if !there {
			words = append(words, fmt.Sprintf("The dashboard %s has no panel %q now, so there is no sheet of it.", page.Title, id))
		}
	}
	return words
}

func workbookPanel(page *dashboard.Page, p *dashboard.Panel) workbook.Panel {
	sheet := workbook.Panel{
		Title: p.Title, From: page.Title, Finding: p.Finding, Base: p.Base.Words, Warning: p.Base.Warning, Note: asSheet(p.Note), Points: p.Points,
	}
	if p.Table != nil {
		m := measuring{panel: p}
		m.columns()
		sheet.Chart = m.chart()
		sheet.Tables = append(sheet.Tables, m.table())
		if people, ok := crossedPeople(p.Table); ok {
			sheet.Tables = append(sheet.Tables, people)
		}
	}
	if len(p.Figures) > 0 {
		sheet.Tables = append(sheet.Tables, figureTable(p.Figures))
	}
	if len(p.Texts) > 0 {
		sheet.Tables = append(sheet.Tables, quoteTable(p.Texts))
	}
	return sheet
}

// ofDrawing are sentences about signs that only the page's own drawing has.
var ofDrawing = regexp.MustCompile(` ?(Lines that a bracket joins|Hatched:)[^.]*\.`)

// asSheet is a note of a panel as far as it is about its sheet.
func asSheet(note string) string { return strings.TrimSpace(ofDrawing.ReplaceAllString(note, "")) }

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
	for i, c := range t.Columns {
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
			if has(t, i, func(c dashboard.Cell) bool { return c.Count != nil }) {
				add(c.Label+", people", countOf)
			}
		case dashboard.Cross:
			add(c.Label, shareOf)
		case dashboard.Interval:
			m.interval(i, c)
		case dashboard.Number:
			add(c.Label, numberOf(t, i))
		case dashboard.Date:
			add(c.Label, dateOf)
		default:
			add(c.Label, wordsOf)
		}
	}
}

// interval makes two columns of the ends, in the unit of the numbers before them.
func (m *measuring) interval(i int, c dashboard.Column) {
	t := m.panel.Table
	if !has(t, i, func(c dashboard.Cell) bool { return c.Low != nil && c.High != nil }) {
		m.out = append(m.out, measure{title: c.Label, from: i, value: wordsOf})
		return
	}
	unit := endsOf(t, i)
	title, _ := strings.CutSuffix(c.Label, " interval")
	from, to := title+" from", title+" to"
	if rest, ok := strings.CutPrefix(title, "95%, "); ok {
		from, to = rest+", 95% from", rest+", 95% to"
	}
	end := func(pick func(dashboard.Cell) *float64) func(dashboard.Cell, dashboard.Row) any {
		return func(c dashboard.Cell, _ dashboard.Row) any {
			if v := pick(c); v != nil {
				return unit(*v)
			}
			return nil
		}
	}
	m.out = append(m.out,
		measure{title: from, from: i, value: end(func(c dashboard.Cell) *float64 { return c.Low })},
		measure{title: to, from: i, value: end(func(c dashboard.Cell) *float64 { return c.High })})
}

// endsOf finds out in which unit the ends of intervals are: that of the number they are of. Those of a
// difference are parts of 1, though it stands in points.
func endsOf(t *dashboard.Table, i int) func(float64) any {
	if i == 0 || t.Columns[i-1].Kind != dashboard.Number {
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
		out.Notes = append(out.Notes, remarksOf(t, row)...)
		if row.ID == "" && len(out.Rows) > 0 {
			out.Totals = append(out.Totals, values)
			continue
		}
		out.Rows = append(out.Rows, values)
	}
	return out
}

// remarksOf are what a crosstab says beside its bases, such as why a line is not tested.
func remarksOf(t *dashboard.Table, row dashboard.Row) (notes []string) {
	crossed := slices.ContainsFunc(t.Columns, func(c dashboard.Column) bool { return c.Kind == dashboard.Cross })
	for i, cell := range row.Cells {
		if !crossed || cell.Note == "" || cell.Share != nil || cell.Count == nil {
			continue
		}
		of := row.Cells[0].Text
		if t.Columns[i].Kind == dashboard.Cross {
			of = t.Columns[i].Label
		}
		notes = append(notes, fmt.Sprintf("%s (%s): %s.", of, cell.Text, strings.TrimSuffix(cell.Note, ".")))
	}
	return notes
}

func has(t *dashboard.Table, column int, what func(dashboard.Cell) bool) bool {
	return slices.ContainsFunc(t.Rows, func(r dashboard.Row) bool { return what(r.Cells[column]) })
}

func wordsOf(c dashboard.Cell, _ dashboard.Row) any {
	if c.Text == "–" {
		return nil
	}
	return c.Text
}

func countOf(c dashboard.Cell, row dashboard.Row) any {
	if c.Count == nil {
		return wordsOf(c, row)
	}
	return workbook.Count(*c.Count)
}

// shareOf is a share with the sign of a mark; in a line of totals it may be people.
func shareOf(c dashboard.Cell, row dashboard.Row) any {
	if c.Share == nil {
		return countOf(c, row)
	}
	sign := map[dashboard.Mark]string{dashboard.More: "▲", dashboard.Fewer: "▼"}[c.Mark]
	return workbook.Share{Of1: *c.Share, Sign: sign}
}

// numberOf shows numbers with as many decimals as the page does. Points are told by their heading.
func numberOf(t *dashboard.Table, i int) func(dashboard.Cell, dashboard.Row) any {
	decimals := 0
	for _, row := range t.Rows {
		decimals = max(decimals, decimalsOf(row.Cells[i].Text))
	}
	points := strings.HasSuffix(t.Columns[i].Label, ", points")
	return func(c dashboard.Cell, row dashboard.Row) any {
		switch {
		case c.Number == nil:
			return wordsOf(c, row)
		case points:
			return workbook.Points(*c.Number)
		}
		return workbook.Decimal{Value: *c.Number, Decimals: decimals}
	}
}

// decimalsOf is how many digits stand behind the point of a number in words.
func decimalsOf(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction) - len(strings.TrimLeft(fraction, "0123456789"))
}

// dateOf reads the day of a line of time, which is its id, or stands in the cell.
func dateOf(c dashboard.Cell, row dashboard.Row) any {
	for _, text := range []string{row.ID, c.Text} {
		if day, err := time.Parse(time.DateOnly, text); err == nil {
			return workbook.Day(day)
		}
	}
	return wordsOf(c, row)
}

// crossedPeople are the people behind the shares of a crosstab, in a table of their own.
func crossedPeople(t *dashboard.Table) (workbook.PanelTable, bool) {
	m := measuring{panel: &dashboard.Panel{Table: t}}
	crossed := false
	for i, c := range t.Columns {
		one := measure{title: c.Label, from: i, value: wordsOf}
		if i > 0 {
			one.value = countOf
		}
		crossed = crossed || c.Kind == dashboard.Cross
		m.out = append(m.out, one)
	}
	if !crossed {
		return workbook.PanelTable{}, false
	}
	out := m.table()
	out.Caption, out.Notes = "People behind the shares", nil
	return out, true
}

func figureTable(figures []dashboard.Figure) workbook.PanelTable {
	t := workbook.PanelTable{Caption: "Figures", Columns: []workbook.PanelColumn{{Title: "Figure"}, {Title: "Value"}, {Title: "Of"}}}
	for _, f := range figures {
		t.Rows = append(t.Rows, []any{f.Label, figureOf(f), f.Note})
	}
	return t
}

// figureOf is the number of a figure where it says no more than the words do.
func figureOf(f dashboard.Figure) any {
	switch {
	case f.Number == nil:
		return f.Value
	case strings.HasSuffix(f.Value, "%") && math.Abs(*f.Number) <= 1:
		return workbook.Share{Of1: *f.Number}
	case *f.Number == math.Trunc(*f.Number):
		return workbook.Count(int(*f.Number))
	}
	return workbook.Decimal{Value: *f.Number, Decimals: decimalsOf(f.Value)}
}

func quoteTable(texts []dashboard.Quote) workbook.PanelTable {
	t := workbook.PanelTable{
		Caption: "Worth reading",
		Columns: []workbook.PanelColumn{{Title: "Text"}, {Title: "Question"}, {Title: "From"}, {Title: "Day"}},
	}
	for _, q := range texts {
		t.Rows = append(t.Rows, []any{q.Text, q.Question, q.Who, q.Day})
	}
	return t
}
