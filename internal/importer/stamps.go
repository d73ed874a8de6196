package importer

import (
	"fmt"
	"time"

	"muster/internal/spreadsheet"
)

// stampColumn reads a whole column of time stamps, because the order of day and month shows in the
// column and not in a single cell.
type stampColumn struct {
	index int
	title string
	zones *zones
	order dateOrder
	why   string // how the order was found; "" when no cell left it open
}

// newStampColumn decides how the column is written. european tells that the header is in a
// language whose countries write the day first.
func newStampColumn(t *spreadsheet.Table, index int, local *time.Location, european bool) *stampColumn {
	c := &stampColumn{index: index, title: t.Header[index], zones: newZones(local), order: monthFirst}
	var open []stamp
	first, second := 0, 0 // stamps whose first or second number cannot be a month
	for _, row := range t.Rows {
		s, ok := parseStamp(row.Cells[index])
		if !ok || s.order != undecided {
			continue
		}
		open = append(open, s)
		if s.a > 12 {
			first++
		}
		if s.b > 12 {
			second++
		}
	}
	if len(open) > 0 {
		c.decide(open, first, second, european)
	}
	return c
}

// decide weighs the evidence from the strongest to the weakest: numbers above 12, exports being in
// the order of time, the header's language.
func (c *stampColumn) decide(open []stamp, first, second int, european bool) {
	switch {
	case first > second:
		c.order, c.why = dayFirst, fmt.Sprintf("%d of them only make sense so", first)
		return
	case second > first:
		c.order, c.why = monthFirst, fmt.Sprintf("%d of them only make sense so", second)
		return
	}
	byMonth, byDay := descents(open, monthFirst), descents(open, dayFirst)
	switch {
	case byMonth < byDay:
		c.order, c.why = monthFirst, "the rows then stand in the order of time"
	case byDay < byMonth:
		c.order, c.why = dayFirst, "the rows then stand in the order of time"
	case european:
		c.order, c.why = dayFirst, "the file is in a language that writes them so; nothing else in it decides"
	default:
		c.order, c.why = monthFirst, "a guess: nothing in the file decides"
	}
}

// decided takes the order that somebody chose.
func (c *stampColumn) decided(dates DateOrder) {
	switch dates {
	case DayFirst:
		c.order, c.why = dayFirst, "as chosen"
	case MonthFirst:
		c.order, c.why = monthFirst, "as chosen"
	}
}

func descents(stamps []stamp, order dateOrder) int {
	plain := newZones(time.UTC)
	n := 0
	var last time.Time
	for _, s := range stamps {
		s.zone = ""
		t, err := s.at(order, plain)
		if err != nil {
			continue
		}
		if t.Before(last) {
			n++
		}
		last = t
	}
	return n
}

func (c *stampColumn) read(row spreadsheet.Row) (time.Time, *spreadsheet.Refusal) {
	cell := row.Cells[c.index]
	s, ok := parseStamp(cell)
	if !ok {
		why := "the time stamp is missing"
		if cell != "" {
			why = fmt.Sprintf("“%s” is not a date and time that Muster can read", shorten(cell))
		}
		return time.Time{}, &spreadsheet.Refusal{Row: row.Number, Column: c.title, Why: why}
	}
	t, err := s.at(c.order, c.zones)
	if err != nil {
		return time.Time{}, &spreadsheet.Refusal{Row: row.Number, Column: c.title, Why: err.Error()}
	}
	return t.UTC(), nil
}

func (c *stampColumn) explain() []string {
	var lines []string
	if c.why != "" {
		order := "month first"
		if c.order == dayFirst {
			order = "day first"
		}
		lines = append(lines, fmt.Sprintf("Dates such as 8/4/2025 were read %s (%s).", order, c.why))
	}
	return append(lines, c.zones.explain()...)
}
