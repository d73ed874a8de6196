package spreadsheet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
)

// textFile is a file of rows with one character between the cells.
type textFile struct {
	grid
	text      []byte
	delimiter rune
	before    int // lines before the text that are not rows
}

// readText fills the table from a text file.
func (t *Table) readText(ctx context.Context, data []byte, o Options) error {
	d, err := decode(data, o.Encoding)
	if err != nil {
		return err
	}
	t.Encoding, t.Notes = d.encoding, append(t.Notes, d.notes...)
	f := &textFile{grid: grid{limits: o.Limits}, text: plainLineEnds(d.text)}
	t.Notes = append(t.Notes, droppedNote(f.text)...)
	f.findDelimiter()
	if err := f.read(ctx); err != nil {
		return err
	}
	return t.takeText(f)
}

// rowsBetweenLooks is after how many rows it is looked whether anybody still waits for the file.
const rowsBetweenLooks = 4096

// read reads the rows. They are counted as spreadsheets count them: a blank line is a row, and a cell
// with several lines stands in one.
func (f *textFile) read(ctx context.Context) error {
	s := newSplitter(f.text, f.delimiter)
	s.most = f.limits.Columns + 1
	number, behind := 0, 1 // the row, and the line behind the last one
	rows := 0              // that were read, blank ones too
	for {
		err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if rows++; rows%rowsBetweenLooks == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		number += 1 + s.start - behind
		if err != nil {
			return f.faulty(s, err, number)
		}
		if err := f.take(s, number); err != nil {
			return err
		}
		behind = s.line
	}
}

// take keeps a row unless it is blank. One with more cells than a table may have is named even then.
func (f *textFile) take(s *splitter, number int) error {
	cells := s.cells()
	for i, cell := range cells {
		cells[i] = cleaned(cell)
	}
	if blank(cells) && s.count <= f.limits.Columns {
		return nil
	}
	return f.add(record{number: number, line: f.before + s.start, last: f.before + s.last(), cells: cells, count: s.count})
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
			"has %s where the header has %d (%s of the file)", counted(r.count, "cell"), width, r.lines())})
	}
	rows := len(t.Rows) + len(t.Refused)
	return limits.hold(rows, rows*width)
}

// lines names the lines of the file that the row takes.
func (r record) lines() string {
	if r.last > r.line {
		return fmt.Sprintf("lines %d to %d", r.line, r.last)
	}
	return fmt.Sprintf("line %d", r.line)
}

// counted is a number of things.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return cell != "" })
}
