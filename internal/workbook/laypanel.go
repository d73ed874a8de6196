package workbook

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

const (
	panelLabel  = 44.0 // width of the first column
	panelOther  = 15.0
	panelWords  = 6 // columns that words run over
	panelLetter = 108

	lyingRows     = 40 // what fits a page that lies
	onePage       = 80 // rows that can be read on one page
	paperRows     = 40 // that are printed of a longer table
	widestUpright = 8  // columns of a page that stands
)

// layPanels gives every panel a sheet.
func (b *book) layPanels() error {
	for i := range b.config.Panels {
		if err := b.layPanel(&b.config.Panels[i]); err != nil {
			return fmt.Errorf("panel %q: %w", b.config.Panels[i].Title, err)
		}
	}
	return nil
}

func (b *book) layPanel(p *Panel) error {
	s := b.add(b.panelSheet(p))
	b.tell[s.name] = panelLine(p)
	s.plain()
	s.width(1, panelLabel)
	widths := panelWidths(p)
	for i, width := range widths {
		s.width(i+1, width)
	}
	s.put(1, 1, p.Title, b.style.title)
	s.height(1, 30)
	s.back(1, 2)
	row := s.words(3, cmp.Or(p.Whom, b.filterWords()), b.style.body)
	row = s.words(row, b.stillWords(), b.style.lead)
	row = s.words(row, p.Base, b.style.body)
	row = s.words(row, p.Warning, b.style.alarm)
	row = s.words(row, p.Finding, b.style.strong)
	row = s.words(row, p.Note, b.style.body)
	for _, point := range p.Points {
		row = s.words(row, "• "+point, b.style.body)
	}
	return b.layNumbersOf(&panelSheet{s, p, widths, nil}, row+1)
}

// layNumbersOf lays the tables from a row on, each beneath what is drawn of it.
func (b *book) layNumbersOf(s *panelSheet, row int) error {
	for i, t := range s.panel.Tables {
		if i > 0 && t.remarks() {
			row = b.layRemarks(s, t, row)
			continue
		}
		drawn, top := row, 0
		if t.draws() {
			row += t.chartRows() + 1
		}
		top, row = b.layPanelTable(s, t, row)
		if t.draws() {
			b.drawTable(s, t, drawn, top)
		}
	}
	s.page(row-s.skipped(), len(s.widths))
	s.printParts(row)
	return s.done()
}

// page sets a panel's sheet up: on one page where it can be read there, which stands where much is
// beneath each other.
func (s *sheet) page(rows, columns int) {
	s.fit()
	layout := excelize.PageLayoutOptions{}
	if rows > lyingRows && columns <= widestUpright {
		layout.Orientation = new("portrait")
	}
	if rows <= onePage {
		layout.FitToHeight = new(1)
	}
	s.do(func() error { return s.book.file.SetPageLayout(s.name, &layout) })
}

// panelLine says in the list of sheets what a panel's sheet holds.
func panelLine(p *Panel) string {
	words := p.Finding
	if words == "" {
		words = p.Base
	}
	if p.From != "" {
		words = "From " + p.Page + ". " + words
	}
	return cut(words, 250, "…")
}

// words puts a text over several columns, as high as it needs, and gives the next row. No text takes no
// row.
func (s *sheet) words(row int, text string, style int) int {
	if text == "" {
		return row
	}
	for c := 1; c <= panelWords; c++ {
		s.put(c, row, nil, style)
	}
	s.put(1, row, text, style)
	s.merge(1, row, panelWords, row)
	s.height(row, textHeight(text, panelLetter))
	return row + 1
}

// layPanelTable lays one table from a row on and gives the row of its headings and the row behind it.
func (b *book) layPanelTable(s *panelSheet, t PanelTable, row int) (top, next int) {
	if t.Caption != "" {
		s.put(1, row, t.Caption, b.style.block)
	}
	long := len(t.Rows) > onePage
	if long { // what tells how to read it is printed, and its end is not
		row = s.words(row+1, fmt.Sprintf("On paper stand the first %d of %s lines.", paperRows, integer(len(t.Rows))), b.style.lead)
		row = s.notes(t, row) - 1
	}
	columns, top := b.panelColumns(s, t), row+1
	b.panels++
	last := s.table(fmt.Sprintf("Panel%d", b.panels), top, columns, t.Rows)
	s.height(top, headHeight(columns))
	s.heat(t, top+1, last)
	if long {
		s.skip = append(s.skip, [2]int{top + paperRows + 1, last})
	}
	for _, total := range t.Totals {
		last++
		s.total(last, columns, total)
	}
	if row = last + 1; !long {
		row = s.notes(t, row)
	}
	return top, row + 1
}

// total lays a line beneath a table, as high as its words need.
func (s *sheet) total(row int, columns []column, values []any) {
	lines := 1
	for i, value := range values {
		style := s.book.style.everyone
		if i > 0 {
			style, lines = s.book.style.everyoneWords, max(lines, columns[i].lines(value))
		}
		s.put(1+i, row, value, style)
	}
	if lines > 1 {
		s.height(row, lineHeight*float64(lines))
	}
}

// notes puts how to read a table beneath each other.
func (s *sheet) notes(t PanelTable, row int) int {
	for _, note := range t.Notes {
		row = s.words(row, note, s.book.style.body)
	}
	return row
}

// heat colours the runs of columns that are to be, each table on one scale.
func (s *sheet) heat(t PanelTable, first, last int) {
	area := ""
	for from := 0; from < len(t.Columns); from++ {
		if !t.Columns[from].Heat {
			continue
		}
		to := from
		for to+1 < len(t.Columns) && t.Columns[to+1].Heat {
			to++
		}
		if area != "" {
			area += " "
		}
		area += span(from+1, first, to+1, last)
		from = to
	}
	if area == "" {
		return
	}
	scale := darker("#5DB7AC")
	if t.Diverging {
		scale = diverging()
	}
	s.do(func() error {
		return s.book.file.SetConditionalFormat(s.name, area, []excelize.ConditionalFormatOptions{scale})
	})
}

// typed is a value of a panel as a cell holds it, in the style of its kind; style is that of texts and
// totals are bold.
func (b *book) typed(value any, style int) (any, int, error) {
	format, side := "", "right"
	switch v := value.(type) {
	case Count:
		value, format = int(v), "#,##0"
	case Share:
		value, format = v.Of1, signedFormat("0.0%", v.Sign)
	case Decimal:
		value, format = v.Value, signedFormat(decimalFormat(v.Decimals), v.Sign)
	case Points:
		value, format = float64(v), "+0.0;-0.0;0.0"
	case Day:
		value, format = time.Time(v), "yyyy-mm-dd"
		if style == b.style.text || style == b.style.everyone {
			side = "left" // in the first column, beneath its heading
		}
	default:
		return value, style, nil
	}
	strong := style == b.style.everyone || style == b.style.everyoneWords
	id, err := b.formatted(numbering{format, side, strong})
	return value, id, err
}

// signedFormat shows a sign behind a number, which stays one.
func signedFormat(format, sign string) string {
	if sign == "" {
		return format
	}
	return format + `" ` + sign + `"`
}

func decimalFormat(decimals int) string {
	if decimals <= 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", min(decimals, 6))
}

// numbering is how numbers of panels look.
type numbering struct {
	format, side string
	strong       bool
}

// formatted is the style of such numbers, registered once a workbook.
func (b *book) formatted(n numbering) (int, error) {
	if id, ok := b.formats[n]; ok {
		return id, nil
	}
	style := number(n.format)
	if n.strong {
		style = bold(style)
	}
	if style.Alignment = apart("left", 0); n.side == "right" {
		style.Alignment = apart("right", numberIndent)
	}
	style.Alignment.WrapText = false // of numbers, programs show signs for those that do not fit
	id, err := b.file.NewStyle(&style)
	b.formats[n] = id
	return id, err
}
