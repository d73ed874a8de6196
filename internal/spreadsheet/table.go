// Package spreadsheet reads what other programs export as rows and columns.
//
// It owns the bytes: archives, encodings, delimiters, workbooks, and how a cell of a number or a day is
// written as text. It knows nothing of forms.
//
// It guarantees that no input makes it panic or grow beyond Limits, that sizes which a file claims are
// never believed, and that an error says where in the file it is and what to do about it. What it
// decided by itself is said in Table.Notes.
package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxTitle bounds a column's title in bytes. What is longer is an answer, not a title.
const maxTitle = 2000

// Table is a file as read: its header and the rows that have as many cells.
type Table struct {
	Name     string   // of the file, without folders
	Sheet    string   // of the workbook, whose rows these are; "" for a text file
	Sheets   []string // the workbook's sheets that hold cells and are not hidden, in its order
	Encoding string   // the text file was written in, as Options.Encoding takes it; "" for a workbook
	Header   []string
	Rows     []Row
	Refused  []Refusal // rows with too few or too many cells
	Blank    int       // rows without a filled cell
	Notes    []string  // what was decided while it was read, in words for people
}

// Row is one person's row. Number counts as spreadsheets do: the header is row 1.
type Row struct {
	Number int
	Cells  []string // without white space around them and without control characters
}

// Refusal is a row that cannot be taken. Row counts as spreadsheets do: the header is row 1.
type Refusal struct {
	Row    int
	Column string // the column's title, or "" when it is the row as a whole
	Why    string
}

// String gives the refusal as one line.
func (r Refusal) String() string {
	if r.Column == "" {
		return fmt.Sprintf("row %d: %s", r.Row, r.Why)
	}
	return fmt.Sprintf("row %d, column “%s”: %s", r.Row, r.Column, r.Why)
}

func (t *Table) parse(r io.Reader, delimiter rune, limits Limits) error {
	reader := csv.NewReader(r)
	reader.Comma = delimiter
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	for number := 1; ; number++ {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return syntaxError(err)
		}
		if number == 1 {
			err = t.header(record, limits)
		} else {
			line, _ := reader.FieldPos(0)
			err = t.row(number, line, record, limits)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case t.Header == nil:
		return errors.New("the file is empty")
	case len(t.Rows)+len(t.Refused) == 0:
		return errors.New("the file holds a header but no answers")
	}
	return nil
}

func (t *Table) header(record []string, limits Limits) error {
	if len(record) > limits.Columns {
		return fmt.Errorf("the header has %d columns; %d is the most: %w", len(record), limits.Columns, ErrTooLarge)
	}
	filled := 0
	for i, title := range record {
		if len(title) > maxTitle {
			return fmt.Errorf("the title of column %d is longer than %d bytes; is the first row the header?", i+1, maxTitle)
		}
		title = Line(title)
		if title != "" {
			filled++
		}
		t.Header = append(t.Header, title)
	}
	if filled == 0 {
		return errors.New("the first row is blank; it must hold the questions' titles")
	}
	return nil
}

func (t *Table) row(number, line int, record []string, limits Limits) error {
	cells := make([]string, len(record))
	filled := false
	for i, cell := range record {
		cells[i] = Lines(strings.Clone(cell))
		filled = filled || cells[i] != ""
	}
	switch {
	case !filled:
		t.Blank++
	case len(cells) != len(t.Header):
		t.Refused = append(t.Refused, Refusal{Row: number, Why: fmt.Sprintf(
			"has %d cells where the header has %d (line %d of the file)", len(cells), len(t.Header), line)})
	default:
		t.Rows = append(t.Rows, Row{number, cells})
	}
	rows := len(t.Rows) + len(t.Refused)
	if rows > limits.Rows {
		return fmt.Errorf("the file has more than %d rows: %w", limits.Rows, ErrTooLarge)
	}
	if rows*len(t.Header) > limits.Cells {
		return fmt.Errorf("the file has more than %d cells: %w", limits.Cells, ErrTooLarge)
	}
	return nil
}

// syntaxError says where a quote went wrong. The file is refused as a whole: after a lost quote
// every later cell may stand in the wrong place, and no row could be trusted.
func syntaxError(err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return err
	}
	what := "a quotation mark stands inside a cell that is not quoted"
	if errors.Is(err, csv.ErrQuote) {
		what = "a quoted cell is not closed properly"
	}
	where := fmt.Sprintf("line %d, column %d", at.Line, at.Column)
	if at.StartLine != at.Line {
		where += fmt.Sprintf(" (the row begins in line %d)", at.StartLine)
	}
	return fmt.Errorf("%s: %s; put the cell in quotes and double every quote in it", where, what)
}

// delimiterOf tells what separates the columns. It is a comma unless the header has none of them but
// has semicolons or tabs, as spreadsheets write in countries with a decimal comma.
func delimiterOf(text []byte) rune {
	start := text[:min(len(text), 1<<20)]
	for _, delimiter := range []rune{',', ';', '\t'} {
		r := csv.NewReader(bytes.NewReader(start))
		r.Comma = delimiter
		r.LazyQuotes = true
		if record, err := r.Read(); err == nil && len(record) > 1 {
			return delimiter
		}
	}
	return ','
}
