package spreadsheet

import "fmt"

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
	var found []relation
	for _, r := range related {
		if r.kind == "table" {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		return nil, nil
	}
	t := &listObject{}
	ok := false
	exists, err := s.book.archive.reads(found[0].target, func(m *markup) error {
		if _, err := m.next(); err != nil {
			return err
		}
		t.area, ok = parseArea(string(m.attr("ref")))
		t.titled, t.totals = m.number("headerRowCount", 1) > 0, max(0, m.number("totalsRowCount", 0))
		return m.each(func() error {
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
	})
	if !exists || err != nil || !ok {
		return nil, err
	}
	return t, nil
}

// under takes the table's range. Rows that follow it without a gap were added by a program that does
// not widen the range, and belong to it. false when the range holds no rows.
func (s *sheet) under(t listObject) (heading, bool) {
	h := heading{left: t.left, row: t.top, titles: t.names}
	before, behind := 0, 0
	last := t.bottom - t.totals
	for i, r := range s.records {
		switch {
		case r.number < t.top:
			before++
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
	switch {
	case behind == 1:
		h.notes = append(h.notes, "One row directly below the sheet's table was read with it.")
	case behind > 1:
		h.notes = append(h.notes, fmt.Sprintf("%d rows directly below the sheet's table were read with it.", behind))
	}
	if n := s.outside(t, h); n > 0 {
		h.notes = append(h.notes, fmt.Sprintf("%d filled cells outside the sheet's table %s were passed over.",
			n, cellName(t.top, t.left)+":"+cellName(t.bottom, t.right)))
	}
	return h, true
}

// outside counts the filled cells that are not in the table, its totals aside.
func (s *sheet) outside(t listObject, h heading) int {
	n := 0
	for i, r := range s.records {
		total := r.number > t.bottom-t.totals && r.number <= t.bottom
		inside := i < h.to && r.number >= t.top
		for column, cell := range r.cells {
			if cell != "" && !(column >= t.left && column <= t.right && (inside || total)) {
				n++
			}
		}
	}
	return n
}
