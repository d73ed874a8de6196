package web

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// WorkbookPanels gives the panels of a dashboard as sheets of a workbook: those with these ids, in their
// order on the page, or all where none are named. A panel without people has no sheet.
func WorkbookPanels(page *dashboard.Page, ids []string) []workbook.Panel {
	return panelSheets(page, dashboardPlace(page), ids)
}

// shownOn is the page that panels stand on.
type shownOn struct{ name, words string }

func dashboardPlace(page *dashboard.Page) shownOn {
	return shownOn{page.Title, "the dashboard " + page.Title}
}

func panelSheets(page *dashboard.Page, on shownOn, ids []string) []workbook.Panel {
	var sheets []workbook.Panel
	for p := range page.Panels() {
		if len(ids) > 0 && !slices.Contains(ids, p.ID) || deserted(p) {
			continue
		}
		sheets = append(sheets, on.sheet(p))
	}
	return sheets
}

// PanelsLeftOut says which panels have no sheet: how many have nothing to show, since a survey has no
// question for them or nobody answered it, and which of the ids are none of the dashboard's.
func PanelsLeftOut(page *dashboard.Page, ids []string) []string {
	return panelsLeftOut(page, dashboardPlace(page), ids)
}

func panelsLeftOut(page *dashboard.Page, on shownOn, ids []string) []string {
	empty, there := 0, map[string]bool{}
	for p := range page.Panels() {
		there[p.ID] = true
		if deserted(p) && (len(ids) == 0 || slices.Contains(ids, p.ID)) {
			empty++
		}
	}
	if len(ids) == 0 {
		empty += len(page.LeftOut)
	}
	var words []string
	switch {
	case empty == 1:
		words = append(words, fmt.Sprintf("1 panel of %s had nothing to show and has no sheet.", on.words))
	case empty > 1:
		words = append(words, fmt.Sprintf("%d panels of %s had nothing to show and have no sheets.", empty, on.words))
	}
	for _, id := range ids {
		if !there[id] {
			words = append(words, fmt.Sprintf("The dashboard %s has no panel %q now, so there is no sheet of it.", page.Title, id))
		}
	}
	return words
}

// deserted tells that nobody stands behind a panel: no number of it is above 0, and nobody is quoted.
func deserted(p *dashboard.Panel) bool {
	if p.Base.People > 0 || len(p.Texts) > 0 || slices.ContainsFunc(p.Figures, counts) {
		return false
	}
	return p.Table == nil || !slices.ContainsFunc(p.Table.Rows, func(r dashboard.Row) bool {
		return slices.ContainsFunc(r.Cells, func(c dashboard.Cell) bool { return c.Count != nil && *c.Count > 0 })
	})
}

func counts(f dashboard.Figure) bool { return f.Number != nil && *f.Number > 0 }

// sheet gives a panel of the page as a sheet.
func (on shownOn) sheet(p *dashboard.Panel) workbook.Panel {
	sheet := workbook.Panel{
		Title: p.Title, From: on.name, Page: on.words, Finding: p.Finding, Base: p.Base.Words, Warning: p.Base.Warning, Note: asSheet(p.Note), Points: p.Points,
		Tables: tablesOf(p),
	}
	if len(p.Figures) > 0 {
		sheet.Tables = append(sheet.Tables, figureTable(p.Figures))
	}
	if len(p.Texts) > 0 {
		sheet.Tables = append(sheet.Tables, quoteTable(p.Texts))
	}
	return sheet
}

// tablesOf gives the numbers of a panel.
func tablesOf(p *dashboard.Panel) []workbook.PanelTable {
	if readings := p.Readings(); len(readings) > 0 {
		return readingTables(readings)
	}
	if p.Table == nil {
		return nil
	}
	all := []workbook.PanelTable{measuredTable(p)}
	if people, ok := crossedPeople(p.Table); ok {
		all = append(all, people)
	}
	return all
}

// measuredTable is the table of a panel in numbers, with its drawing.
func measuredTable(p *dashboard.Panel) workbook.PanelTable {
	m := measuring{panel: p}
	m.columns()
	chart := m.chart() // which may add columns
	table := m.table()
	table.Chart = chart
	remark(&table, &m)
	return table
}

// ofDrawing are sentences about signs that only the page's own drawing has.
var ofDrawing = regexp.MustCompile(` ?(Lines that a bracket joins|Hatched:)[^.]*\.`)

// asSheet is a note of a panel as far as it is about its sheet.
func asSheet(note string) string { return strings.TrimSpace(ofDrawing.ReplaceAllString(note, "")) }

// crossedPeople are the people behind the shares of a crosstab, in a table of their own.
func crossedPeople(t *dashboard.Table) (workbook.PanelTable, bool) {
	if !crossed(t) {
		return workbook.PanelTable{}, false
	}
	m := measuring{panel: &dashboard.Panel{Table: t}}
	for i, c := range t.Columns {
		one := measure{title: c.Label, from: i, value: wordsOf}
		if i > 0 {
			one.value = countOf
		}
		m.out = append(m.out, one)
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
	case !strings.HasSuffix(f.Value, "%") && !tells(f.Value, *f.Number):
		return f.Value // such as a time in minutes and seconds
	case strings.HasSuffix(f.Value, "%") && math.Abs(*f.Number) <= 1:
		return workbook.Share{Of1: *f.Number}
	case *f.Number == math.Trunc(*f.Number):
		return workbook.Count(int(*f.Number))
	}
	return workbook.Decimal{Value: *f.Number, Decimals: decimalsOf(f.Value)}
}

// tells whether words begin with a number, as far as they give its decimals.
func tells(words string, number float64) bool {
	words = strings.Replace(words, "−", "-", 1)
	digits := words[:len(words)-len(strings.TrimLeft(words, "+-0123456789.,"))]
	told, err := strconv.ParseFloat(strings.ReplaceAll(digits, ",", ""), 64)
	return err == nil && math.Abs(told-number) <= math.Pow10(-decimalsOf(digits))
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
