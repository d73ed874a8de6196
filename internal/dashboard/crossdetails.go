package dashboard

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// mostDetails bounds the table of every cell; a page of more is not one that people read.
const mostDetails = 600

// details is the table of every cell with all that is known of it, those that lie farthest from what is
// to be expected first.
func (x *crossed) details() *Table {
	cells := x.all()
	slices.SortStableFunc(cells, func(a, b crossedCell) int { return cmp.Compare(math.Abs(b.residual), math.Abs(a.residual)) })
	first, second := x.rows, x.columns
	if x.upright() {
		first, second = second, first
	}
	t := &Table{
		Caption: "Every cell, those that lie farthest from what is to be expected first",
		Columns: []Column{
			{Label: first.name, Kind: Text}, {Label: second.name, Kind: Text}, {Label: "People", Kind: Count},
			{Label: "Share of the line", Kind: Share}, {Label: "Share of the column", Kind: Share}, {Label: "Expected", Kind: Number},
			{Label: "Adjusted residual", Kind: Number}, {Label: "Adjusted p", Kind: Number}, {Label: "Stands out", Kind: Text},
		},
		Notes: []string{"Expected: the people there would be if the two had nothing to do with each other. Adjusted residual: how far from that the people of a cell " +
			"are, in standard deviations; beyond ±2 is rare. Adjusted p: for all cells tested together."},
	}
	if len(cells) > mostDetails {
		t.Notes = append(t.Notes, fmt.Sprintf("These are %s of %s cells.", thousands(mostDetails), thousands(len(cells))))
		cells = cells[:mostDetails]
	}
	for _, c := range cells {
		t.Rows = append(t.Rows, x.detail(c))
	}
	return t
}

func (x *crossed) detail(c crossedCell) Row {
	line, column := x.rowCats[c.row], x.colCats[c.col]
	ofLine, ofColumn := shareCell(c.count, x.rowTotals[c.row]), shareCell(c.count, x.colTotals[c.col])
	if x.upright() {
		line, column, ofLine, ofColumn = column, line, ofColumn, ofLine
	}
	expected := Cell{Text: x.expectedWords(c), Number: new(x.expected(c))}
	residual, p := Cell{Text: "–"}, Cell{Text: x.whyNot(c)}
	if c.tested {
		residual, p = Cell{Text: signed(c.residual, 1), Number: new(c.residual)}, Cell{Text: probability(c.adjusted), Number: new(c.adjusted)}
	}
	return Row{ID: line.id, Cells: []Cell{
		textCell(line.label), textCell(column.label), countCell(c.count), ofLine, ofColumn, expected, residual, p, textCell(markWords(c.mark)),
	}}
}

// whyNot says why a cell was not tested.
func (x *crossed) whyNot(c crossedCell) string {
	if x.untested(c.row) {
		return x.whyUntested(c.row)
	}
	if x.colCats[c.col].fixed {
		return "filtered by"
	}
	return "nothing to compare" // everybody or nobody is in the column
}

func markWords(m Mark) string {
	switch m {
	case More:
		return "▲ more"
	case Fewer:
		return "▼ fewer"
	}
	return ""
}
