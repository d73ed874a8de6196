package web

import (
	"fmt"
	"slices"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// crosstabSheets are the crosstab in all its readings, and every cell of it as a line of its own. The mark is that
// of the file's name.
func crosstabSheets(page *dashboard.Page, mark string) pageSheets {
	on := shownOn{"Crosstab", "the crosstab"}
	out := pageSheets{mark: mark}
	for p := range page.Panels() {
		if deserted(p) {
			out.leftOut = append(out.leftOut, fmt.Sprintf("Nobody stands behind the crosstab %s, so there is no sheet of it.", p.Title))
			continue
		}
		out.panels = append(out.panels, on.sheet(p))
		if p.Details != nil {
			out.panels = append(out.panels, on.everyCell(p))
		}
		out.facts = append(out.facts, workbook.Fact{Label: "Crosstab", Text: "Its cells show " + p.Table.Caption + ". The other readings of the same people stand beneath it."})
	}
	for _, left := range page.LeftOut {
		out.leftOut = append(out.leftOut, left.Title+" has no sheet. "+left.Reason)
	}
	return out
}

// everyCell is the sheet of a crosstab's cells, made to be sorted and filtered.
func (on shownOn) everyCell(p *dashboard.Panel) workbook.Panel {
	return workbook.Panel{
		Title: p.Title, From: "Every cell", Page: on.words, Base: p.Base.Words, Warning: p.Base.Warning,
		Tables: []workbook.PanelTable{measuredTable(&dashboard.Panel{Table: p.Details})},
	}
}

// readingTables are the readings of a crosstab's page beneath each other.
func readingTables(readings []*dashboard.Table) []workbook.PanelTable {
	tables := make([]workbook.PanelTable, len(readings))
	for i, t := range readings {
		tables[i] = measuredTable(&dashboard.Panel{Table: t})
		tables[i].Diverging = slices.ContainsFunc(t.Rows, func(r dashboard.Row) bool { return slices.ContainsFunc(r.Cells, negative) })
	}
	return tables
}

func negative(c dashboard.Cell) bool { return c.Number != nil && *c.Number < 0 }
