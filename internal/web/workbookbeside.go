package web

import (
	"slices"

	"muster/internal/dashboard"
	"muster/internal/workbook"
)

// besideEachOther sets the tables of two groups beside each other, a line an answer.
func besideEachOther(pair dashboard.Pair) []workbook.PanelTable {
	a, b := tablesOf(pair.A), tablesOf(pair.B)
	var all []workbook.PanelTable
	for i := range max(len(a), len(b)) {
		var j joining
		if i < len(a) {
			j.add("A: ", a[i], pair.A.Table)
		}
		if i < len(b) {
			j.add("B: ", b[i], pair.B.Table)
		}
		all = append(all, j.out)
	}
	return all
}

// joining makes one table of those of two groups.
type joining struct {
	out workbook.PanelTable
	at  map[string]int // lines by their ids
}

// add puts a table behind those before. from is the page's own table of the same lines.
func (j *joining) add(prefix string, t workbook.PanelTable, from *dashboard.Table) {
	places := j.columns(prefix, t, from)
	width := len(j.out.Columns)
	for i := range j.out.Rows {
		j.out.Rows[i] = wide(j.out.Rows[i], width)
	}
	ids := idsOf(from)
	for i, row := range t.Rows {
		at, known := j.at[ids[i]]
		if !known {
			at = len(j.out.Rows)
			j.at[ids[i]] = at
			j.out.Rows = append(j.out.Rows, make([]any, width))
		}
		for column, value := range row {
			j.out.Rows[at][places[column]] = value
		}
	}
	j.totals(t, places)
	j.notes(prefix, t)
	j.draw(t, places)
}

// columns adds those of a table and gives the places of all of them. Words on the lines stand there once.
func (j *joining) columns(prefix string, t workbook.PanelTable, from *dashboard.Table) []int {
	first := len(j.out.Columns) == 0
	if first {
		j.out.Caption, j.at = t.Caption, map[string]int{}
	}
	places, words := make([]int, len(t.Columns)), 0
	for i, c := range t.Columns {
		if i < len(from.Columns) && from.Columns[i].Kind == dashboard.Text && i == words {
			if places[i] = words; first {
				j.out.Columns = append(j.out.Columns, c)
			}
			words++
			continue
		}
		c.Title = prefix + c.Title
		places[i] = len(j.out.Columns)
		j.out.Columns = append(j.out.Columns, c)
	}
	return places
}

func (j *joining) totals(t workbook.PanelTable, places []int) {
	for i, row := range t.Totals {
		if i == len(j.out.Totals) {
			j.out.Totals = append(j.out.Totals, nil)
		}
		j.out.Totals[i] = wide(j.out.Totals[i], len(j.out.Columns))
		for column, value := range row {
			j.out.Totals[i][places[column]] = value
		}
	}
}

// notes takes over how to read a table, once where both say the same.
func (j *joining) notes(prefix string, t workbook.PanelTable) {
	for _, note := range t.Notes {
		if !slices.Contains(j.out.Notes, note) {
			j.out.Notes = append(j.out.Notes, prefix+note)
		}
	}
}

// draw draws the first series of both groups side by side.
func (j *joining) draw(t workbook.PanelTable, places []int) {
	if t.Chart == nil {
		return
	}
	s := t.Chart.Series[0]
	s.Column, s.Low, s.High = places[s.Column], places[s.Low], places[s.High]
	if j.out.Chart == nil {
		chart := *t.Chart
		chart.Series = nil
		j.out.Chart = &chart
	}
	j.out.Chart.Series = append(j.out.Chart.Series, s)
	j.out.Chart.Alt += " " + t.Chart.Alt
}

func wide(row []any, width int) []any { return append(row, make([]any, width-len(row))...) }

// idsOf are the ids of the lines of a table that are no totals.
func idsOf(t *dashboard.Table) []string {
	var ids []string
	for _, row := range t.Rows {
		if row.ID != "" || len(ids) == 0 {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

// figuresBeside sets the figures of two groups, such as means, beneath each other.
func figuresBeside(pair dashboard.Pair) (t workbook.PanelTable, some bool) {
	t = workbook.PanelTable{Caption: "Figures", Columns: []workbook.PanelColumn{{Title: "Figure"}, {Title: "Group"}, {Title: "Value"}, {Title: "Of"}}}
	told := map[string]bool{}
	for _, f := range slices.Concat(pair.A.Figures, pair.B.Figures) {
		if told[f.Key] {
			continue
		}
		told[f.Key] = true
		t.Rows = append(t.Rows, figureLines(f.Key, "A", pair.A.Figures)...)
		t.Rows = append(t.Rows, figureLines(f.Key, "B", pair.B.Figures)...)
	}
	return t, len(t.Rows) > 0
}

func figureLines(key, group string, figures []dashboard.Figure) (lines [][]any) {
	for _, f := range figures {
		if f.Key == key {
			lines = append(lines, []any{f.Label, group, figureOf(f), f.Note})
		}
	}
	return lines
}
