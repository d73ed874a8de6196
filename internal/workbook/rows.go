package workbook

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// section is a table that grows with the answers, over as many sheets as it may need. excelize
// has laid the sheets out with a header row each; rows go in behind it.
type section struct {
	sheets  []string // their parts in the package
	tables  []string // the parts of their tables
	rows    []int    // how many rows of data each got
	columns []cellRef
	widths  []byte // of the columns, as XML
	most    int    // rows of data a sheet may get
	date    int    // the style of a date with its time of day
	day     int    // the style of a date
	grey    int    // the style of what was not asked
}

// cellRef is how a cell of a column begins, made once instead of once a row.
type cellRef []byte

func cellRefs(columns int) ([]cellRef, error) {
	refs := make([]cellRef, columns)
	for i := range refs {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return nil, err
		}
		refs[i] = cellRef(`<c r="` + name)
	}
	return refs, nil
}

// rowWriter writes the rows of one section, one after the other, into its sheets.
type rowWriter struct {
	section *section
	zip     *archive
	parts   *parts
	sheet   int // of section.sheets; -1 before the first
	out     io.Writer
	tail    []byte
	buffer  []byte
	number  []byte // of the row, in decimal
	total   int
}

const bufferSize = 128 << 10

func newRowWriter(s *section, z *archive, p *parts) *rowWriter {
	s.rows = make([]int, len(s.sheets))
	return &rowWriter{section: s, zip: z, parts: p, sheet: -1, buffer: make([]byte, 0, bufferSize+bufferSize/4)}
}

// begin starts a row, in the next sheet when this one is full.
func (w *rowWriter) begin() error {
	if w.sheet < 0 || w.section.rows[w.sheet] == w.section.most {
		if err := w.next(); err != nil {
			return err
		}
	}
	w.section.rows[w.sheet]++
	w.total++
	w.number = strconv.AppendInt(w.number[:0], int64(w.section.rows[w.sheet]+1), 10)
	w.buffer = append(append(append(w.buffer, `<row r="`...), w.number...), `">`...)
	return nil
}

// end finishes the row.
func (w *rowWriter) end() error {
	w.buffer = append(w.buffer, "</row>"...)
	if len(w.buffer) < bufferSize {
		return nil
	}
	return w.flush()
}

func (w *rowWriter) flush() error {
	_, err := w.out.Write(w.buffer)
	w.buffer = w.buffer[:0]
	return err
}

var startOfRows, endOfRows = []byte("<sheetData>"), []byte("</sheetData>")

// dimension says how far a sheet reaches, which is not known before its rows are; without it
// readers find out themselves.
var dimension = regexp.MustCompile(`<dimension [^>]*></dimension>`)

func (w *rowWriter) next() error {
	if err := w.finishSheet(); err != nil {
		return err
	}
	if w.sheet++; w.sheet == len(w.section.sheets) {
		return ErrGrew
	}
	name := w.section.sheets[w.sheet]
	layout, err := w.parts.take(name)
	if err != nil {
		return err
	}
	before, rows, begins := bytes.Cut(dimension.ReplaceAll(layout, nil), startOfRows)
	rows, tail, ends := bytes.Cut(rows, endOfRows)
	if !begins || !ends {
		return fmt.Errorf("part %q has no rows", name)
	}
	head := slices.Concat(before, w.section.widths, startOfRows, rows)
	w.tail = append(endOfRows[:len(endOfRows):len(endOfRows)], tail...)
	if w.out, err = w.zip.Create(name); err != nil {
		return err
	}
	_, err = w.out.Write(head)
	return err
}

func (w *rowWriter) finishSheet() error {
	if w.sheet < 0 {
		return nil
	}
	w.buffer = append(w.buffer, w.tail...)
	return w.flush()
}

// close finishes the section: sheets that got no row are sent as they were laid out, and the
// tables are told how far they reach.
func (w *rowWriter) close() error {
	for w.sheet < len(w.section.sheets)-1 {
		if err := w.next(); err != nil {
			return err
		}
	}
	if err := w.finishSheet(); err != nil {
		return err
	}
	for i := range w.section.sheets {
		if err := w.extendTable(i); err != nil {
			return err
		}
	}
	return nil
}

// extendTable makes the table of a sheet, laid out over one row, end with the last row. A table has
// at least one row, blank or not.
func (w *rowWriter) extendTable(sheet int) error {
	columns := len(w.section.columns)
	name := w.section.tables[sheet]
	laid, err := w.parts.take(name)
	if err != nil {
		return err
	}
	was := `ref="` + span(1, 1, columns, 2) + `"`
	is := `ref="` + span(1, 1, columns, max(w.section.rows[sheet], 1)+1) + `"`
	w.parts.content[name] = bytes.NewBuffer(bytes.ReplaceAll(laid, []byte(was), []byte(is)))
	return nil
}
