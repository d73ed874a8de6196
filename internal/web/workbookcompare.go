package web

import (
	"fmt"
	"slices"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// comparisonSheets are a sheet for every question: both groups side by side, and how they differ.
func comparisonSheets(found *dashboard.Comparison) pageSheets {
	a, b := groupWords(found.A), groupWords(found.B)
	out := pageSheets{mark: "compare", facts: []workbook.Fact{
		{Label: "Group A", Text: a}, {Label: "Group B", Text: b},
		{Label: "Comparison", Text: found.Tested + " The other sheets count everybody who answered."},
	}}
	compared := fmt.Sprintf("the comparison of A (%s) with B (%s)", found.A.Text, found.B.Text)
	deserted := 0
	for _, pair := range found.Pairs {
		if pair.A.Base.People+pair.B.Base.People == 0 {
			deserted++
			continue
		}
		on := shownOn{fmt.Sprintf("Compare %d", len(out.panels)+1), compared} // long titles begin alike
		sheet := on.pair(pair)
		sheet.Whom = fmt.Sprintf("Group A: %s\nGroup B: %s\n%s", a, b, found.Tested)
		out.panels = append(out.panels, sheet)
	}
	if deserted > 0 {
		out.leftOut = []string{fmt.Sprintf("Of the comparison %d questions that nobody of either group answered have no sheets.", deserted)}
	}
	return out
}

func groupWords(g dashboard.Group) string {
	return fmt.Sprintf("%s. %s of %s responses.", g.Text, grouped(int64(g.Responses)), grouped(int64(g.All)))
}

func (on shownOn) pair(pair dashboard.Pair) workbook.Panel {
	sheet := workbook.Panel{
		Title: pair.Title, From: on.name, Page: on.words,
		Points: slices.Concat(saidOf("A", pair.A), saidOf("B", pair.B)), Tables: besideEachOther(pair),
	}
	if d := pair.Difference; d != nil {
		sheet.Finding, sheet.Base, sheet.Warning, sheet.Note = d.Finding, d.Base.Words, d.Base.Warning, d.Note
		if d.Table != nil {
			table := measuredTable(d)
			table.Caption = "How they differ"
			if table.Chart != nil {
				table.Chart.Title = "How they differ, in percentage points"
			}
			sheet.Tables = append(sheet.Tables, table)
		}
	}
	if figures, some := figuresBeside(pair); some {
		sheet.Tables = append(sheet.Tables, figures)
	}
	return sheet
}

// saidOf is what a panel of one group says of whom it counts and what was found.
func saidOf(name string, p *dashboard.Panel) []string {
	words := name + ": " + p.Base.Words
	if p.Finding != "" {
		words += " " + p.Finding
	}
	return []string{words}
}
