package workbook

import (
	"time"

	"github.com/xuri/excelize/v2"
)

// book is a workbook being laid out: every sheet with its styles, tables and charts, the big ones
// still without rows.
type book struct {
	config Config
	found  *findings
	file   *excelize.File
	style  styles
	sheets int // made so far; excelize names their parts by this number
	tables int

	answers  *section
	long     *section
	contacts *section // nil: none are wanted
	columns  *answersColumns
	ledger   *ledger

	readme    *sheet
	readmeRow int // where the list of sheets begins
	summary   *sheet
	places    map[string]ranges // by question: where its lines stand

	taken    map[string]bool   // names of sheets, whatever their case
	tell     map[string]string // by sheet: what it holds, where no other sheet of its kind is
	panels   int               // tables of panels made so far
	formats  map[numbering]int // styles of numbers of panels
	whiskers [][]whisker       // of the series of the charts, in their order
}

func newBook(c Config, found *findings) (*book, error) {
	b := &book{config: c, found: found, file: excelize.NewFile(), columns: planAnswers(c.Survey),
		places: map[string]ranges{}, taken: map[string]bool{}, tell: map[string]string{}, formats: map[numbering]int{}}
	b.ledger = newLedger(b.columns, found.summary.Responses, c.most(len(b.columns.names)))
	var err error
	if b.style, err = newStyles(b.file); err != nil {
		b.file.Close()
		return nil, err
	}
	for _, lay := range []func() error{
		b.layReadme, b.laySummary, b.layPanels, b.layTopics, b.layRoles, b.layCross, b.layQuestions,
		b.layCharts, b.layAnswers, b.layLong, b.layPivot, b.layCodebook, b.layContacts, b.linkReadme, b.layProperties,
	} {
		if err := lay(); err != nil {
			b.file.Close()
			return nil, err
		}
	}
	return b, nil
}

func (b *book) title() string { return guarded(string(b.config.Survey.Title)) }

// sheet is one sheet being filled. Its methods remember the first error, so that a layout reads
// as what is on the sheet; done gives it.
type sheet struct {
	book *book
	name string
	part string
	err  error

	columns, rows int                // how far cells reach
	numbers       map[string]float64 // in cells, but for whole ones
}

func (b *book) add(name string) *sheet {
	s := &sheet{book: b, name: name, numbers: map[string]float64{}}
	if b.sheets++; b.sheets == 1 {
		s.err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, s.err = b.file.NewSheet(name)
	}
	s.part = sheetPart(b.sheets)
	b.taken[fold(name)] = true
	s.headers()
	return s
}

func (s *sheet) do(step func() error) {
	if s.err == nil {
		s.err = step()
	}
}

// done tells the first error, and the file how far the sheet reaches.
func (s *sheet) done() error {
	if s.columns > 0 {
		s.do(func() error { return s.book.file.SetSheetDimension(s.name, span(1, 1, s.columns, s.rows)) })
	}
	return s.err
}

func (s *sheet) reach(column, row int) {
	s.columns, s.rows = max(s.columns, column), max(s.rows, row)
}

func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic("workbook: " + err.Error()) // columns are bounded by the survey's limits
	}
	return name
}

func span(column, row, lastColumn, lastRow int) string {
	return at(column, row) + ":" + at(lastColumn, lastRow)
}

// put writes one cell; nil leaves it blank. Text is guarded here, so that no sheet can forget.
func (s *sheet) put(column, row int, value any, style int) {
	s.reach(column, row)
	s.do(func() (err error) {
		if value, style, err = s.book.typed(value, style); err != nil {
			return err
		}
		cell := at(column, row)
		s.hold(cell, value)
		if err := s.book.file.SetCellStyle(s.name, cell, cell, style); err != nil {
			return err
		}
		switch v := value.(type) {
		case nil:
			return nil
		case string:
			if v == "" {
				return nil
			}
			return s.book.file.SetCellStr(s.name, cell, spelled(guarded(v))) // excelize does not spell shared texts itself
		case time.Time:
			return s.book.file.SetCellFloat(s.name, cell, serial(v), -1, 64)
		case live:
			if err := s.book.file.SetCellValue(s.name, cell, v.value); err != nil {
				return err
			}
			return s.book.file.SetCellFormula(s.name, cell, v.formula)
		default:
			return s.book.file.SetCellValue(s.name, cell, v)
		}
	})
}

func (s *sheet) width(column int, width float64) {
	s.do(func() error {
		name, err := excelize.ColumnNumberToName(column)
		if err != nil {
			return err
		}
		return s.book.file.SetColWidth(s.name, name, name, width)
	})
}

func (s *sheet) height(row int, height float64) {
	s.do(func() error { return s.book.file.SetRowHeight(s.name, row, height) })
}

func (s *sheet) merge(column, row, lastColumn, lastRow int) {
	s.do(func() error { return s.book.file.MergeCell(s.name, at(column, row), at(lastColumn, lastRow)) })
}

// freeze keeps the rows above and the columns before in view.
func (s *sheet) freeze(columns, rows int) {
	pane := "bottomLeft"
	if columns > 0 {
		pane = "bottomRight"
	}
	s.do(func() error {
		return s.book.file.SetPanes(s.name, &excelize.Panes{
			Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: at(columns+1, rows+1), ActivePane: pane,
			Selection: []excelize.Selection{{SQRef: at(columns+1, rows+1), ActiveCell: at(columns+1, rows+1), Pane: pane}},
		})
	})
}

// plain hides the grid, for sheets that are read rather than worked in.
func (s *sheet) plain() {
	no := false
	s.do(func() error { return s.book.file.SetSheetView(s.name, -1, &excelize.ViewOptions{ShowGridLines: &no}) })
}
