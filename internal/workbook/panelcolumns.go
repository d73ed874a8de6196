package workbook

import (
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	widestWords = 40 // width of a column of words beside others
	spareWords  = 4  // of a column's width, beside its longest word
	spareHead   = 6
)

// panelSheet is the sheet of a panel while it is laid.
type panelSheet struct {
	*sheet
	panel  *Panel
	widths []float64 // of its columns; as many as are printed
	skip   [][2]int  // rows that are not printed, from the first to the last
}

// panelWidths makes every column as wide as each of its tables needs.
func panelWidths(p *Panel) []float64 {
	widths := slices.Repeat([]float64{panelOther}, panelWords)
	for i, t := range p.Tables {
		if i > 0 && t.remarks() {
			continue // it takes the columns as they are
		}
		for c := range t.Columns {
			if c >= len(widths) {
				widths = append(widths, panelOther)
			}
			widths[c] = max(widths[c], t.needs(c))
		}
	}
	widths[0] = panelLabel
	if len(p.Tables) == 1 && p.Tables[0].remarks() {
		widths[len(p.Tables[0].Columns)-1] = 2 * widestWords // nothing stands beside it
	}
	return widths
}

// needs is the width of a column: that of its longest text, within reason, and of the longest word of its
// heading.
func (t PanelTable) needs(column int) float64 {
	most := 0
	for word := range strings.FieldsSeq(t.Columns[column].Title) {
		most = max(most, utf8.RuneCountInString(word)+spareHead)
	}
	for _, row := range t.Rows {
		if text, ok := row[column].(string); ok {
			most = max(most, min(utf8.RuneCountInString(text)+spareWords, widestWords))
		}
	}
	return float64(most)
}

// numeric tells whether a column has numbers, which stand to the right with their heading.
func (t PanelTable) numeric(column int) bool {
	return column > 0 && slices.ContainsFunc(t.Rows, func(row []any) bool {
		switch row[column].(type) {
		case Count, Share, Decimal, Points, Day:
			return true
		}
		return false
	})
}

// remarks tells whether the last column is a sentence, too wide for what stands above it.
func (t PanelTable) remarks() bool {
	last := len(t.Columns) - 1
	return last > 0 && last < panelWords-1 && !t.numeric(last) && t.needs(last) >= widestWords
}

// panelColumns are the columns of a table in the widths of its sheet.
func (b *book) panelColumns(s *panelSheet, t PanelTable) []column {
	columns := make([]column, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = column{title: c.Title, width: s.widths[i], style: b.style.words, head: b.style.headWords}
		switch {
		case i == 0:
			columns[i].style, columns[i].head = b.style.text, 0
		case t.numeric(i):
			columns[i].style, columns[i].head = b.style.numberWords, b.style.headNumber
		}
	}
	return columns
}

// headHeight is what the headings need.
func headHeight(columns []column) float64 {
	lines := 1
	for _, c := range columns {
		lines = max(lines, 1+utf8.RuneCountInString(c.title)*5/int((c.width-spareWords)*4))
	}
	return min(4+lineHeight*float64(lines), tallest)
}

// layRemarks lays a table beneath another whose last column is a sentence: over the rest of the columns,
// which the table above has made narrow.
func (b *book) layRemarks(s *panelSheet, t PanelTable, row int) int {
	if t.Caption != "" {
		s.put(1, row, t.Caption, b.style.block)
	}
	row++
	columns, last, wide := b.panelColumns(s, t), len(t.Columns), len(s.widths)
	room := 0.0
	for _, width := range s.widths[last-1:] {
		room += width
	}
	columns[last-1].width = room - spareWords
	for i := range wide {
		c := columns[min(i, last-1)]
		if c.head == 0 {
			c.head = b.style.head
		}
		s.put(i+1, row, nil, c.head)
	}
	for i, c := range t.Columns {
		s.do(func() error { return b.file.SetCellStr(s.name, at(i+1, row), header(c.Title)) })
	}
	for _, values := range append(slices.Clone(t.Rows), t.Totals...) {
		row++
		lines := 1
		for i, value := range values {
			s.put(i+1, row, value, columns[i].style)
			lines = max(lines, columns[i].lines(value))
		}
		s.merge(last, row, wide, row)
		s.height(row, 2+lineHeight*float64(lines))
	}
	return s.notes(t, row+1) + 1
}

// skipped is how many rows are not printed.
func (s *panelSheet) skipped() (rows int) {
	for _, part := range s.skip {
		rows += part[1] - part[0] + 1
	}
	return rows
}

// printParts has all rows printed but those of long tables.
func (s *panelSheet) printParts(last int) {
	var areas []string
	first, wide := 1, len(s.widths)
	add := func(to int) {
		if to >= first {
			areas = append(areas, s.quoted()+"!"+absoluteCell(1, first)+":"+absoluteCell(wide, to))
		}
	}
	for _, part := range s.skip {
		add(part[0] - 1)
		first = part[1] + 1
	}
	if len(s.skip) == 0 || last-first > 1 { // behind the last table are two blank rows
		add(max(last, 4))
	}
	s.defineName("_xlnm.Print_Area", strings.Join(areas, ","))
}
