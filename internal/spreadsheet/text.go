package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// textFile is a file of rows with one character between the cells.
type textFile struct {
	grid
	text      []byte
	delimiter rune
	before    int // lines before the text that are not rows
}

// readText fills the table from a text file.
func (t *Table) readText(data []byte, o Options) error {
	d, err := decode(data, o.Encoding)
	if err != nil {
		return err
	}
	t.Encoding, t.Notes = d.encoding, append(t.Notes, d.notes...)
	f := &textFile{grid: grid{limits: o.Limits}, text: plainLineEnds(d.text)}
	f.findDelimiter()
	if err := f.read(); err != nil {
		return err
	}
	return t.takeText(f)
}

// read reads the rows. They are counted as spreadsheets count them: a blank line is a row, and a cell
// with several lines stands in one.
func (f *textFile) read() error {
	r := csv.NewReader(bytes.NewReader(f.text))
	r.Comma = f.delimiter
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	number, lines, offset := 0, 0, int64(0)
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return f.syntaxError(err, number-lines)
		}
		line, _ := r.FieldPos(0)
		number += line - lines
		end := r.InputOffset()
		lines += bytes.Count(f.text[offset:end], []byte("\n"))
		offset = end
		if err := f.take(record{number: number, line: f.before + line}, cells); err != nil {
			return err
		}
	}
}

// take keeps a row unless it is blank.
func (f *textFile) take(r record, cells []string) error {
	r.count = len(cells)
	r.cells = make([]string, min(len(cells), f.limits.Columns+1))
	filled := false
	for i := range r.cells {
		r.cells[i] = cleaned(cells[i])
		filled = filled || r.cells[i] != ""
	}
	if !filled {
		return nil
	}
	return f.add(r)
}

// takeText fills the table from the rows of a text file.
func (t *Table) takeText(f *textFile) error {
	if len(f.records) == 0 {
		return errors.New("the file is empty")
	}
	at := f.titleRow()
	header := f.records[at]
	if header.count > f.limits.Columns {
		return fmt.Errorf("the header has %d columns; %d is the most: %w", header.count, f.limits.Columns, ErrTooLarge)
	}
	if err := t.entitle(header.cells, f.limits); err != nil {
		return err
	}
	if at+1 == len(f.records) {
		return errors.New("the file holds a header but no answers")
	}
	if at > 0 {
		t.Notes = append(t.Notes, aboveNote(header.number, f.records[:at]))
	}
	for _, r := range f.records[at+1:] {
		if err := t.takeRow(r, f.limits); err != nil {
			return err
		}
	}
	t.Blank = f.records[len(f.records)-1].number - header.number - len(t.Rows) - len(t.Refused)
	return nil
}

// titleRow is the header, which is the first row unless single words of a title stand above it.
func (f *textFile) titleRow() int {
	at := f.header()
	for _, r := range f.records[:at] {
		if r.filled() > 1 || r.count != f.records[at].count {
			return 0
		}
	}
	return at
}

// takeRow takes a row with as many cells as the header. Blank ones too many, or missing under columns
// without a title, make no difference.
func (t *Table) takeRow(r record, limits Limits) error {
	width := len(t.Header)
	if blank(r.cells[min(width, len(r.cells)):]) && blank(t.Header[min(r.count, width):]) && r.count <= limits.Columns {
		t.Rows = append(t.Rows, Row{r.number, fitted(r.cells, 0, width)})
	} else {
		t.Refused = append(t.Refused, Refusal{Row: r.number, Why: fmt.Sprintf(
			"has %d cells where the header has %d (line %d of the file)", r.count, width, r.line)})
	}
	rows := len(t.Rows) + len(t.Refused)
	return limits.hold(rows, rows*width)
}

func blank(cells []string) bool {
	return strings.Join(cells, "") == ""
}
