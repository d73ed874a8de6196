package spreadsheet

import (
	"errors"
	"fmt"
)

// takeSheet fills the table from the rows of a sheet.
func (t *Table) takeSheet(s *sheet) error {
	if len(s.records) == 0 {
		return fmt.Errorf("the sheet “%s” is empty%s", t.Sheet, otherSheets(t))
	}
	h, err := s.heading()
	if err != nil {
		return err
	}
	if err := t.entitle(h.titles, s.limits); err != nil {
		return err
	}
	if h.from >= h.to {
		return errors.New("the sheet holds a header but no answers" + otherSheets(t))
	}
	for i := h.from; i < h.to; i++ {
		r := &s.records[i]
		row := Row{Number: r.number, Cells: fitted(r.cells, h.left, len(h.titles))}
		r.cells = nil // so that the rows are not held twice
		if !blank(row.Cells) {
			t.Rows = append(t.Rows, row)
		}
		if err := s.limits.hold(len(t.Rows), len(t.Rows)*len(h.titles)); err != nil {
			return err
		}
	}
	t.Blank = s.records[h.to-1].number - h.row - len(t.Rows)
	t.Notes = append(append(t.Notes, h.notes...), s.notes(h)...)
	return nil
}

func otherSheets(t *Table) string {
	if len(t.Sheets) < 2 {
		return ""
	}
	return "; the workbook has the sheets " + some(quotedAll(t.Sheets))
}

// fitted cuts or widens a row to the table's columns.
func fitted(cells []string, left, width int) []string {
	cells = cells[min(left, len(cells)):min(left+width, len(cells))]
	if len(cells) == width {
		return cells
	}
	wide := make([]string, width)
	copy(wide, cells)
	return wide
}

// notes says what people should know of the sheet.
func (s *sheet) notes(h heading) []string {
	var notes []string
	say := func(n int, one, many string, args ...any) {
		text := many
		if n == 1 {
			text = one
		}
		if n > 0 {
			notes = append(notes, fmt.Sprintf("%d ", n)+fmt.Sprintf(text, args...))
		}
	}
	say(s.formulas-s.uncalculated.count, "cell holds a formula; the value that it gave last was taken.",
		"cells hold a formula; the value that each gave last was taken.")
	const uncalculated = " hold%s a formula without a value and stayed blank: %s. Open the file in a spreadsheet program and save it to have them calculated."
	say(s.uncalculated.count, "cell"+uncalculated, "cells"+uncalculated, plural(s.uncalculated.count), s.uncalculated.names(h))
	const mistakes = " hold%s an error instead of a value and stayed blank: %s."
	say(s.mistakes.count, "cell"+mistakes, "cells"+mistakes, plural(s.mistakes.count), s.mistakes.names(h))
	say(s.strange.count, "number could not be shown as its cell's format asks and was taken as it stands: %s.",
		"numbers could not be shown as their cells' formats ask and were taken as they stand: %s.", s.strange.names(h))
	say(s.hiddenRows.count, "hidden row was read too: %s.", "hidden rows were read too: %s.", s.hiddenRows.rows())
	hidden := s.hiddenTitles(h)
	say(len(hidden), "hidden column was read too: %s.", "hidden columns were read too: %s.", some(hidden))
	merged := s.mergedBelow(h)
	say(merged.count, "merged range lies among the answers; its value counts for its first row only: %s.",
		"merged ranges lie among the answers; the value of each counts for its first row only: %s.", merged.names(h))
	return notes
}

// plural gives the s of a verb that goes with one thing.
func plural(n int) string {
	if n == 1 {
		return "s"
	}
	return ""
}

func (s *sheet) hiddenTitles(h heading) []string {
	var out []string
	for i, title := range h.titles {
		for _, a := range s.hiddenColumns {
			if a.left <= h.left+i && h.left+i <= a.right {
				if title == "" {
					title = columnName(h.left + i)
				}
				out = append(out, "“"+title+"”")
				break
			}
		}
	}
	return out
}

func (s *sheet) mergedBelow(h heading) places {
	var out places
	for _, a := range s.merged {
		if a.top > h.row && a.bottom > a.top {
			out.add(a.top, a.left, cellName(a.top, a.left)+":"+cellName(a.bottom, a.right))
		}
	}
	return out
}
