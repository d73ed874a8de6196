package spreadsheet

import (
	"fmt"
	"slices"
)

// listObject is what Excel calls a table: a range of a sheet with a header and perhaps a row of totals.
type listObject struct {
	area
	titled bool // its first row holds the titles
	totals int  // rows at its end
	names  []string
}

// onlyTable gives the sheet's table; nil when it has none or several.
func (s *sheet) onlyTable() (*listObject, error) {
	related, err := s.book.archive.relations(s.part)
	if err != nil {
		return nil, err
	}
	tables := slices.DeleteFunc(related, func(r relation) bool { return r.kind != "table" })
	if len(tables) != 1 {
		return nil, nil
	}
	t, valid := &listObject{}, false
	_, err = s.book.archive.reads(tables[0].target, func(m *markup) (err error) {
		valid, err = t.read(m)
		return err
	})
	if !valid || err != nil {
		return nil, err
	}
	return t, nil
}

// read reads the part that describes the table; false when its range is none.
func (t *listObject) read(m *markup) (valid bool, err error) {
	if _, err := m.next(); err != nil {
		return false, err
	}
	t.area, valid = parseArea(string(m.attr("ref")))
	t.titled, t.totals = m.number("headerRowCount", 1) > 0, m.number("totalsRowCount", 0)
	return valid, m.each(func() error {
		if string(m.name) != "tableColumns" {
			return nil
		}
		return m.each(func() error {
			t.names = append(t.names, Line(proper([]byte(m.phrase("name")))))
			if len(t.names) > sheetColumns {
				return errMarkup
			}
			return nil
		})
	})
}

// under takes the table's range. Rows that follow it without a gap were added by a program that does
// not widen the range, and belong to it. false when the range holds no rows, or when most of the sheet
// stands outside: the table is a list beside the answers then.
func (s *sheet) under(t listObject) (heading, bool) {
	h := heading{left: t.left, row: t.top, titles: t.names}
	last, behind := t.bottom-t.totals, 0
	for i, r := range s.records {
		switch {
		case r.number < t.top:
			h.from = i + 1
		case r.number == t.top && t.titled:
			h.from = i + 1
			h.titles = nil
			for column := t.left; column <= t.right; column++ {
				h.titles = append(h.titles, Line(r.cell(column)))
			}
		case r.number <= last:
			h.to = i + 1
		case t.totals == 0 && r.number == last+1:
			last++
			behind++
			h.to = i + 1
		}
	}
	if !t.titled {
		h.row--
	}
	if h.to <= h.from || len(h.titles) != t.right-t.left+1 || len(h.titles) > s.limits.Columns {
		return h, false
	}
	inside, outside := s.parted(t, h)
	h.notes = aside(t, behind, outside)
	return h, inside >= outside
}

// aside says what was read below the table and what was not read around it.
func aside(t listObject, behind, outside int) []string {
	var notes []string
	switch {
	case behind == 1:
		notes = append(notes, "One row directly below the sheet's table was read with it.")
	case behind > 1:
		notes = append(notes, fmt.Sprintf("%d rows directly below the sheet's table were read with it.", behind))
	}
	place := cellName(t.top, t.left) + ":" + cellName(t.bottom, t.right)
	switch {
	case outside == 1:
		notes = append(notes, "One filled cell outside the sheet's table "+place+" was passed over.")
	case outside > 1:
		notes = append(notes, fmt.Sprintf("%d filled cells outside the sheet's table %s were passed over.", outside, place))
	}
	return notes
}

// parted counts the filled cells in the table, its totals aside, and around it.
func (s *sheet) parted(t listObject, h heading) (inside, outside int) {
	for i, r := range s.records {
		total := r.number > t.bottom-t.totals && r.number <= t.bottom
		across := i < h.to && r.number >= t.top
		for column, cell := range r.cells {
			within := column >= t.left && column <= t.right
			switch {
			case cell == "", total && within:
			case across && within:
				inside++
			default:
				outside++
			}
		}
	}
	return inside, outside
}
