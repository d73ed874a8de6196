package spreadsheet

import (
	"fmt"
	"slices"
	"strings"
)

// heading says which part of a sheet is the table.
type heading struct {
	titles []string
	left   int // the first column
	row    int // the header's number, the last one where it takes several rows
	from   int // the first record behind it
	to     int // behind the last record
	notes  []string
}

// heading finds the table: an Excel table where the sheet has one, otherwise everything below the header.
func (s *sheet) heading() (heading, error) {
	t, err := s.onlyTable()
	if err != nil {
		return heading{}, err
	}
	if t != nil {
		if h, ok := s.under(*t); ok {
			return h, nil
		}
	}
	at := s.header()
	top := s.records[at]
	bottom := at + s.depth(at)
	h := heading{row: s.records[bottom].number, from: bottom + 1, to: len(s.records), left: s.leftmost(at)}
	for column := h.left; column < s.rightmost(at, len(s.records)); column++ {
		h.titles = append(h.titles, s.title(at, bottom, column))
	}
	if at > 0 {
		h.notes = append(h.notes, aboveNote(top.number, s.records[:at]))
	}
	if bottom > at {
		h.notes = append(h.notes, fmt.Sprintf("The header takes rows %d to %d; a heading above several columns stands before each of them, "+
			"as in “%s”.", top.number, h.row, longest(h.titles)))
	}
	return h, nil
}

// aboveNote says what stands above the header.
func aboveNote(row int, above []record) string {
	what := fmt.Sprintf("%d filled rows above it were", len(above))
	if len(above) == 1 {
		what = "one filled row above it was"
	}
	return fmt.Sprintf("The header was found in row %d; %s passed over, beginning with “%s”.", row, what, cutShort(Line(firstFilled(above[0]))))
}

func firstFilled(r record) string {
	return r.cells[slices.IndexFunc(r.cells, func(c string) bool { return c != "" })]
}

func longest(titles []string) string {
	return slices.MaxFunc(titles, func(a, b string) int { return len(a) - len(b) })
}

// leftmost is the first column that any row from the header on fills.
func (s *sheet) leftmost(from int) int {
	left := s.width
	for _, r := range s.records[from:] {
		for i := range min(left, len(r.cells)) {
			if r.cells[i] != "" {
				left = i
				break
			}
		}
	}
	return left
}

func (s *sheet) rightmost(from, to int) int {
	right := 0
	for _, r := range s.records[from:to] {
		right = max(right, len(r.cells))
	}
	return right
}

// depth tells how many rows more the header takes: cells that are merged downwards show it, and below
// cells that are merged sideways a row that fills only what lies under them.
func (s *sheet) depth(at int) int {
	top := s.records[at].number
	bottom, groups := top, []area(nil)
	for _, a := range s.merged {
		if a.top != top {
			continue
		}
		if a.bottom <= top+3 {
			bottom = max(bottom, a.bottom)
		}
		if a.right > a.left {
			groups = append(groups, a)
		}
	}
	if len(groups) == 0 || at+1 >= len(s.records) {
		return 0
	}
	if below := s.records[at+1]; bottom == top && below.number == top+1 && !below.typed && onlyUnder(below, groups) {
		bottom = below.number
	}
	n := 0
	for at+n+2 < len(s.records) && s.records[at+n+1].number <= bottom {
		n++
	}
	return n
}

func onlyUnder(r record, groups []area) bool {
	for column, cell := range r.cells {
		if cell != "" && !slices.ContainsFunc(groups, func(a area) bool { return column >= a.left && column <= a.right }) {
			return false
		}
	}
	return true
}

// title joins what stands above a column: “Group [Title]”, as form tools write the rows of a grid.
func (s *sheet) title(at, bottom, column int) string {
	var parts []string
	for i := at; i <= bottom; i++ {
		text := Line(s.spread(i, column, bottom > at))
		if text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return parts[0] + " [" + strings.Join(parts[1:], " – ") + "]"
}

// spread is the cell, or that of the range which covers it.
func (s *sheet) spread(at, column int, sideways bool) string {
	r := s.records[at]
	if sideways && r.cell(column) == "" {
		for _, a := range s.merged {
			if a.top == r.number && a.bottom == r.number && a.left <= column && column <= a.right {
				return r.cell(a.left)
			}
		}
	}
	return r.cell(column)
}
