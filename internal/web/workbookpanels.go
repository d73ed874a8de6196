package web

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

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
