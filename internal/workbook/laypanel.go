package workbook

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

const (
	panelLabel  = 44.0 // width of the first column
	panelOther  = 14.0
	panelWords  = 6 // columns that words run over
	panelLetter = 108

	lyingRows     = 40 // what fits a page that lies
	onePage       = 80 // rows that can be read on one page
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
	s := b.add(b.sheetName(p.Title))
	b.tell[s.name] = panelLine(p)
	s.plain()
	s.width(1, panelLabel)
	for c := 2; c <= panelWords; c++ {
		s.width(c, panelOther)
	}
	s.put(1, 1, p.Title, b.style.title)
	s.height(1, 30)
	s.back(1, 2)
	row := s.words(3, b.filterWords(), b.style.body)
	row = s.words(row, p.Base, b.style.body)
	row = s.words(row, p.Warning, b.style.alarm)
	row = s.words(row, p.Finding, b.style.strong)
	row = s.words(row, p.Note, b.style.body)
	for _, point := range p.Points {
		row = s.words(row, "• "+point, b.style.body)
	}
	return b.layNumbersOf(s, p, row+1)
}

// layNumbersOf lays what is drawn and the tables beneath it, from a row on.
func (b *book) layNumbersOf(s *sheet, p *Panel, row int) error {
	drawn := row
	if p.draws() {
		row += p.chartRows() + 1
	}
	wide, tops := panelWords, make([]int, len(p.Tables))
	for i, t := range p.Tables {
		tops[i] = row + 1
		row = b.layPanelTable(s, t, row)
		wide = max(wide, len(t.Columns))
	}
	if p.draws() {
		b.drawPanel(s, p, drawn, tops[0], wide)
	}
	s.page(row, wide)
	s.defineName("_xlnm.Print_Area", s.quoted()+"!$A$1:"+absoluteCell(wide, max(row, 4)))
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
		words = "From the dashboard " + p.From + ". " + words
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

// layPanelTable lays one table from a row on and gives the row behind it.
func (b *book) layPanelTable(s *sheet, t PanelTable, row int) int {
	if t.Caption != "" {
		s.put(1, row, t.Caption, b.style.block)
	}
	columns := make([]column, len(t.Columns))
	lines := 1
	for i, c := range t.Columns {
		columns[i] = column{title: c.Title, width: panelOther, style: b.style.text}
		if i == 0 {
			columns[i].width = panelLabel
		} else if columns[i].style = b.style.words; widest(t.Rows, i) > 16 {
			columns[i].width = 30
		}
		lines = max(lines, 1+utf8.RuneCountInString(c.Title)*5/int(columns[i].width*4))
	}
	b.panels++
	rows := t.Rows
	last := s.table(fmt.Sprintf("Panel%d", b.panels), row+1, columns, rows)
	s.height(row+1, min(4+lineHeight*float64(lines), tallest))
	s.heat(t, row+2, last)
	for _, total := range t.Totals {
		last++
		for i, value := range total {
			s.put(1+i, last, value, b.style.everyone)
		}
	}
	row = last + 1
	for _, note := range t.Notes {
		row = s.words(row, note, b.style.body)
	}
	return row + 1
}

// widest is how long the longest text of a column is.
func widest(rows [][]any, column int) int {
	most := 0
	for _, row := range rows {
		if text, ok := row[column].(string); ok {
			most = max(most, utf8.RuneCountInString(text))
		}
	}
	return most
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
	s.do(func() error {
		return s.book.file.SetConditionalFormat(s.name, area, []excelize.ConditionalFormatOptions{darker("#5DB7AC")})
	})
}

// typed is a value of a panel as a cell holds it, in the style of its kind; style is that of texts and
// totals are bold.
func (b *book) typed(value any, style int) (any, int, error) {
	format := ""
	switch v := value.(type) {
	case Count:
		value, format = int(v), "#,##0"
	case Share:
		value, format = v.Of1, "0.0%"
		if v.Sign != "" {
			format += `" ` + v.Sign + `"`
		}
	case Decimal:
		value, format = v.Value, decimalFormat(v.Decimals)
	case Points:
		value, format = float64(v), "+0.0;-0.0;0.0"
	case Day:
		value, format = time.Time(v), "yyyy-mm-dd"
	default:
		return value, style, nil
	}
	id, err := b.formatted(format, style == b.style.everyone)
	return value, id, err
}

func decimalFormat(decimals int) string {
	format := "#,##0"
	for i := range min(decimals, 6) {
		if i == 0 {
			format += "."
		}
		format += "0"
	}
	return format
}

// formatted is the style of numbers of a format, registered once a workbook.
func (b *book) formatted(format string, strong bool) (int, error) {
	key := fmt.Sprint(strong, format)
	if id, ok := b.formats[key]; ok {
		return id, nil
	}
	style := number(format)
	if strong {
		style = bold(style)
	}
	id, err := b.file.NewStyle(&style)
	b.formats[key] = id
	return id, err
}
