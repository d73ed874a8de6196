package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// column is one column of a table.
type column struct {
	title string
	width float64 // 0: leave it as it is
	style int     // of its cells
	head  int     // of its heading; 0: the usual
}

const (
	lineHeight = 15.0 // points, of a line of text
	tallest    = 400.0
)

// lines is how many lines a text takes in the column. Heights are set and not left to the program
// that opens the file: some show the first line only.
func (c column) lines(value any) int {
	text, ok := value.(string)
	if !ok || c.width == 0 {
		return 1
	}
	n := 0
	for l := range strings.SplitSeq(text, "\n") {
		n += 1 + int(float64(len([]rune(l)))/c.width)
	}
	return n
}

// table writes rows beneath headings as a native table from the first column on and returns its
// last row. A table has at least one row, so without any its first stays blank.
func (s *sheet) table(name string, top int, columns []column, rows [][]any) int {
	return s.tableAt(name, 1, top, columns, rows)
}

func (s *sheet) tableAt(name string, left, top int, columns []column, rows [][]any) int {
	names := namer{}
	s.reach(left+len(columns)-1, top+1)
	for i, c := range columns {
		style := c.head
		if style == 0 {
			style = s.book.style.head
		}
		title := names.unique(c.title)
		s.do(func() error {
			if err := s.book.file.SetCellStyle(s.name, at(left+i, top), at(left+i, top), style); err != nil {
				return err
			}
			return s.book.file.SetCellStr(s.name, at(left+i, top), title)
		})
		if c.width > 0 {
			s.width(left+i, c.width)
		}
	}
	for r, row := range rows {
		lines := 1
		for i, value := range row {
			if formula, ok := value.(live); ok {
				value = formula.inRow(columns, left, top+1+r)
			}
			s.put(left+i, top+1+r, value, columns[i].style)
			lines = max(lines, columns[i].lines(value))
		}
		if lines > 1 {
			s.height(top+1+r, min(lineHeight*float64(lines), tallest))
		}
	}
	last := top + max(len(rows), 1)
	s.addTable(name, span(left, top, left+len(columns)-1, last))
	return last
}

func (s *sheet) addTable(name, area string) {
	s.book.tables++
	stripes := false
	s.do(func() error {
		return s.book.file.AddTable(s.name, &excelize.Table{
			Range: area, Name: name, StyleName: "TableStyleLight1", ShowRowStripes: &stripes,
		})
	})
}

// print makes the sheet come out of a printer landscape and as wide as the page, with the rows up
// to header on every page.
func (s *sheet) print(header int) {
	s.fit()
	if header > 0 {
		s.defineName("_xlnm.Print_Titles", fmt.Sprintf("%s!$%d:$%d", s.quoted(), header, header))
	}
}

// printArea has so many columns printed, and all rows that there are by now.
func (s *sheet) printArea(columns int) {
	s.defineName("_xlnm.Print_Area", s.quoted()+"!$A$1:"+absoluteCell(columns, s.rows))
}

// printedRows is how many answers of a sheet that grows with them come out of a printer: enough to
// see what there is. All of them are to be worked with, and would take a hundred pages.
const printedRows = 50

// printBig is print for the sheets that grow with the answers: their first rows, and of these the columns
// that can be read on one page's width.
func (s *sheet) printBig(columns []column) {
	s.print(1)
	s.defineName("_xlnm.Print_Area", s.quoted()+"!$A$1:"+absoluteCell(readable(columns), 1+printedRows))
}

// paperWidth is how wide the columns on a page may be, in letters, for it to be read.
const paperWidth = 170.0

// readable is how many columns, of one at least, a page's width has room for.
func readable(columns []column) int {
	width := 0.0
	for i, c := range columns {
		if width += c.width; width > paperWidth && i > 0 {
			return i
		}
	}
	return len(columns)
}

func (s *sheet) fit() {
	landscape, wide, tall, fit := "landscape", 1, 0, true
	s.do(func() error {
		if err := s.book.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
			return err
		}
		return s.book.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
			Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall,
		})
	})
}

func (s *sheet) defineName(name, area string) {
	s.do(func() error {
		return s.book.file.SetDefinedName(&excelize.DefinedName{
			Name: name, RefersTo: area, Scope: s.name,
		})
	})
}

// quoted is the sheet's name as formulas spell it.
func (s *sheet) quoted() string { return quotedName(s.name) }

func quotedName(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// absolute is an area of one column as charts refer to it.
func (s *sheet) absolute(column, first, last int) string {
	name, _ := excelize.ColumnNumberToName(column)
	return s.quoted() + "!$" + name + "$" + strconv.Itoa(first) + ":$" + name + "$" + strconv.Itoa(last)
}

// back puts a link to the list of sheets into a cell.
func (s *sheet) back(column, row int) {
	s.put(column, row, "← All sheets", s.book.style.back)
	s.leadBack(column, row)
}

// leadBack makes a cell a link to the list of sheets.
func (s *sheet) leadBack(column, row int) {
	tip := "To the list of all sheets"
	s.do(func() error {
		return s.book.file.SetCellHyperLink(s.name, at(column, row), quotedName(readmeSheet)+"!A1", "Location", excelize.HyperlinkOpts{Tooltip: &tip})
	})
}

// wrapped puts a line of how to read a sheet over so many columns of lineColumns, as high as it needs.
func (s *sheet) wrapped(row, columns int, text string) {
	const letters = 96 // in the columns up to the base
	for c := 1; c <= columns; c++ {
		s.put(c, row, nil, s.book.style.lead)
	}
	s.put(1, row, text, s.book.style.lead)
	s.merge(1, row, columns, row)
	s.height(row, textHeight(text, letters))
}

// headTitle heads a sheet with what it is about and a line of how to read it.
func (s *sheet) headTitle(title string, lines ...string) {
	s.put(1, 1, title, s.book.style.title)
	s.height(1, 30)
	for i, l := range lines {
		s.put(1, 2+i, l, s.book.style.subtitle)
		s.height(2+i, 18)
	}
}
