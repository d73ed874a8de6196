package spreadsheet

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
)

const (
	sheetRows    = 1_048_576 // of a sheet at the most
	sheetColumns = 16_384
	maxWord      = 40     // bytes of a text that is worth remembering because it comes again
	maxWords     = 10_000 // of them
	maxAreas     = 10_000 // merged ranges that are looked at
)

// sheet is a sheet as it is read, row by row.
type sheet struct {
	book *book
	grid
	part          string
	merged        []area
	hiddenRows    places
	hiddenColumns []area
	formulas      int
	uncalculated  places
	mistakes      places // cells that hold an error
	strange       places // numbers that their format makes no sense of

	markup *markup
	row    []string // the row that is being read, up to its last filled cell
	typed  bool     // it holds a number, a day or a truth value
	number int      // of the row
	column int      // behind the last cell
	raw    []byte   // of the cell
	words  map[string]string
	bytes  int64 // of the texts of all cells, a shared one counted for each of them
}

// area is a range of cells: rows from 1, columns from 0, ends included.
type area struct {
	top, left, bottom, right int
}

func (b *book) read(entry sheetEntry) (*sheet, error) {
	s := &sheet{book: b, grid: grid{limits: b.limits}, part: entry.part, words: map[string]string{}}
	return s, b.archive.read(entry.part, func(m *markup) error {
		s.markup = m
		return m.root("worksheet", func() error {
			switch string(m.name) {
			case "cols":
				return m.each(s.readColumn)
			case "sheetData":
				return m.each(s.readRow)
			case "mergeCells":
				return m.each(s.readMerged)
			}
			return nil
		})
	})
}

// readColumn looks only for hidden columns. How wide one is says nothing.
func (s *sheet) readColumn() error {
	if s.markup.flag("hidden") && len(s.hiddenColumns) < maxAreas {
		s.hiddenColumns = append(s.hiddenColumns, area{
			left: s.markup.number("min", 1) - 1, right: min(s.markup.number("max", 1), sheetColumns) - 1})
	}
	return nil
}

func (s *sheet) readMerged() error {
	if a, ok := parseArea(string(s.markup.attr("ref"))); ok && len(s.merged) < maxAreas {
		s.merged = append(s.merged, a)
	}
	return nil
}

func (s *sheet) readRow() error {
	m := s.markup
	if string(m.name) != "row" {
		return nil
	}
	number := m.number("r", s.number+1)
	switch {
	case number > sheetRows || number < 1:
		return fmt.Errorf("it claims a row %d; a sheet has %d rows at the most", number, sheetRows)
	case number <= s.number:
		return fmt.Errorf("row %d comes after row %d", number, s.number)
	}
	hidden := m.flag("hidden")
	s.number, s.column, s.row, s.typed = number, 0, s.row[:0], false
	if err := m.each(s.readCell); err != nil {
		return err
	}
	if len(s.row) == 0 {
		return nil
	}
	if hidden {
		s.hiddenRows.add(number, 0, "")
	}
	return s.add(record{number: number, cells: slices.Clone(s.row), count: len(s.row), typed: s.typed})
}

func (s *sheet) readCell() error {
	m := s.markup
	if string(m.name) != "c" {
		return nil
	}
	column := s.column
	if ref := m.attr("r"); len(ref) > 0 {
		if column = columnOf(ref); column < s.column {
			return fmt.Errorf("in row %d, cell %s stands in the wrong place", s.number, cutShort(Line(m.phrase("r"))))
		}
	}
	if column >= sheetColumns {
		return fmt.Errorf("row %d has more than %d columns", s.number, sheetColumns)
	}
	s.column = column + 1
	c := cell{kind: cellKind(m.attr("t")), style: m.number("s", 0)}
	if err := s.readValue(&c); err != nil {
		return err
	}
	text, err := s.text(c, column)
	if err != nil || text == "" {
		return err
	}
	if err := s.weigh(text); err != nil {
		return err
	}
	return s.put(column, text)
}

// weigh bounds what the cells hold together: a text of 32,000 letters is there once in the file, and could fill
// every cell. Short ones are not counted, for the number of cells bounds them.
func (s *sheet) weigh(text string) error {
	if len(text) <= maxWord {
		return nil
	}
	most := min(s.book.archive.limit, s.limits.Unpacked)
	if s.bytes += int64(len(text)); s.bytes > most {
		return fmt.Errorf("the texts of the sheet's cells come to more than %s, one that several cells share counted for each of them: %w",
			megabytes(most), ErrTooLarge)
	}
	return nil
}

// put sets a filled cell. Those before it that are not filled stay blank.
func (s *sheet) put(column int, text string) error {
	if column >= s.limits.Columns {
		return fmt.Errorf("cell %s is filled; no more than %d columns are read: %w",
			cellName(s.number, column), s.limits.Columns, ErrTooLarge)
	}
	for len(s.row) < column {
		s.row = append(s.row, "")
	}
	s.row = append(s.row, text)
	return nil
}

// columnOf reads the letters of a place such as BC12, from 0; -1 when there are none.
func columnOf(ref []byte) int {
	n := 0
	for i, c := range ref {
		c |= 0x20
		if c < 'a' || c > 'z' || i > 3 {
			break
		}
		n = n*26 + int(c-'a') + 1
	}
	return n - 1
}

// cellName is a place as spreadsheets write it.
func cellName(row, column int) string {
	return columnName(column) + strconv.Itoa(row)
}

func columnName(column int) string {
	var name []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = append([]byte{byte('A' + (n-1)%26)}, name...)
	}
	return string(name)
}

var errShared = errors.New("it points to a text that the workbook does not hold")
