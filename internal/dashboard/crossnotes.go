package dashboard

import (
	"fmt"

	"muster/internal/survey"
)

// notes say how to read the table of the page.
func (x *crossed) notes() []string {
	note := shareNote(x.side())
	if x.open && x.colour != "share" {
		note = "In the margins stand how many people there are and everybody's shares. " + x.compareNote()
	}
	return append([]string{note}, x.testNotes()...)
}

// shareNote says of whom shares are. It is true wherever the table stands: beneath the shares of the page, but
// not of a sheet, stand their people.
func shareNote(side string) string {
	where := "column"
	if side == where {
		where = "line"
	}
	return fmt.Sprintf("Each share is of the people named with the %s; how many these are stands in the %s People.", side, where)
}

func (x *crossed) compareNote() string {
	return fmt.Sprintf("A mark compares the people named with the %s with everybody else.", x.side())
}

// testNotes say what the marks mean, or why there are none.
func (x *crossed) testNotes() []string {
	if x.nested() {
		return []string{"One of these questions goes on from the other, so they hang together by the way they are asked. Nothing is tested."}
	}
	notes := []string{fmt.Sprintf("▲ marks more and ▼ fewer people than the totals lead to expect, by more than chance explains "+
		"when all cells are tested together (Benjamini-Hochberg, 5%%). A share is tested against that of everybody else where at least %d people stand behind both, "+
		"by Fisher's exact test where fewer than 5 people are to be expected.", least)}
	if x.open {
		notes = append(notes, x.methodNote())
	}
	if x.rows.overlaps() || x.columns.overlaps() {
		notes = append(notes, "People could pick several, so shares can add up to more than 100%.")
	}
	return notes
}

// methodNote says why there is a test of the whole table, or why there is none.
func (x *crossed) methodNote() string {
	if x.exclusive() {
		return "Everybody stands in one cell, so chi-square tests the table as a whole; it says that the two questions hang together, the marks say where."
	}
	return "Somebody who picked several answers stands in several cells. A chi-square test of the table takes everybody to stand in one, so it would be wrong here: " +
		"each cell is tested by itself against everybody else, and the p-values are adjusted for being so many."
}

// exclusive tells whether everybody of the base stands in exactly one cell.
func (x *crossed) exclusive() bool {
	if x.rows.overlaps() || x.columns.overlaps() {
		return false
	}
	n := 0
	for _, c := range x.all() {
		n += c.count
	}
	return n == x.base
}

// overlaps tells whether a person can be in several categories of the dimension.
func (d dimension) overlaps() bool {
	if d.question == nil {
		return false
	}
	switch d.question.Kind {
	case survey.Many, survey.Slots, survey.Ranking:
		return true
	}
	return false
}
