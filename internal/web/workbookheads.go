package web

import (
	"slices"

	"muster/internal/dashboard"
)

// Heads that fewer than few people stand behind are marked, as they are in the page's drawing.
const (
	fewSign = "△ "
	few     = 50
)

// scarce are the heads of a crosstab behind which few people stand.
type scarce struct {
	columns map[int]bool
	rows    map[string]bool // by id
}

// fewBehind finds them by the bases: the second column of a crosstab that lies, the last line of one that
// stands.
func fewBehind(t *dashboard.Table) scarce {
	m := scarce{map[int]bool{}, map[string]bool{}}
	for _, row := range t.Rows {
		for i, cell := range row.Cells {
			switch base := cell.Count; {
			case base == nil || cell.Share != nil || *base >= few || !crossed(t):
			case row.ID == "" && t.Columns[i].Kind == dashboard.Cross:
				m.columns[i] = true
			case row.ID != "" && i == 1 && t.Columns[i].Kind == dashboard.Count:
				m.rows[row.ID] = true
			}
		}
	}
	return m
}

func (m scarce) words(c dashboard.Cell, row dashboard.Row) any {
	if m.rows[row.ID] && c.Text == row.Cells[0].Text {
		return fewSign + c.Text
	}
	return wordsOf(c, row)
}

func crossed(t *dashboard.Table) bool {
	return slices.ContainsFunc(t.Columns, func(c dashboard.Column) bool { return c.Kind == dashboard.Cross })
}
