package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"
)

// section is a table that grows with the answers, over as many sheets as it may need. excelize
// has laid the sheets out with a header row each; rows go in behind it.
type section struct {
	sheets  []string // their parts in the package
	tables  []string // the parts of their tables
	rows    []int    // how many rows of data each got
	columns []cellRef
	most    int // rows of data a sheet may get
	date    int // the style of a date
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
	zip     *zip.Writer
	parts   *parts
	sheet   int // of section.sheets; -1 before the first
	out     io.Writer
	tail    []byte
	buffer  []byte
	number  []byte // of the row, in decimal
	total   int
}

const bufferSize = 128 << 10

func newRowWriter(s *section, z *zip.Writer, p *parts) *rowWriter {
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

var endOfRows = []byte("</sheetData>")

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
	head, tail, ok := bytes.Cut(dimension.ReplaceAll(layout, nil), endOfRows)
	if !ok {
		return fmt.Errorf("part %q has no rows", name)
	}
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
	last := len(w.section.columns)
	for i, rows := range w.section.rows {
		laidOut, err := excelize.CoordinatesToCellName(last, 2)
		if err != nil {
			return err
		}
		reached, err := excelize.CoordinatesToCellName(last, max(rows, 1)+1)
		if err != nil {
			return err
		}
		part, ok := w.parts.content[w.section.tables[i]]
		if !ok {
			return fmt.Errorf("part %q is missing", w.section.tables[i])
		}
		changed := bytes.ReplaceAll(part.Bytes(), []byte(`ref="A1:`+laidOut+`"`), []byte(`ref="A1:`+reached+`"`))
		w.parts.content[w.section.tables[i]] = bytes.NewBuffer(changed)
	}
	return nil
}

func (w *rowWriter) cell(column int) {
	w.buffer = append(append(w.buffer, w.section.columns[column]...), w.number...)
}

// integer writes a whole number.
func (w *rowWriter) integer(column, value int) {
	w.cell(column)
	w.buffer = append(w.buffer, `"><v>`...)
	w.buffer = strconv.AppendInt(w.buffer, int64(value), 10)
	w.buffer = append(w.buffer, "</v></c>"...)
}

// flag writes 1 for true and 0 for false.
func (w *rowWriter) flag(column int, value bool) {
	w.cell(column)
	if value {
		w.buffer = append(w.buffer, `"><v>1</v></c>`...)
	} else {
		w.buffer = append(w.buffer, `"><v>0</v></c>`...)
	}
}

// decimal writes a number with at most two places.
func (w *rowWriter) decimal(column int, value float64) {
	w.cell(column)
	w.buffer = append(w.buffer, `"><v>`...)
	w.buffer = strconv.AppendFloat(w.buffer, math.Round(value*100)/100, 'f', -1, 64)
	w.buffer = append(w.buffer, "</v></c>"...)
}

// text writes text; "" leaves the cell blank.
func (w *rowWriter) text(column int, text string) {
	if text != "" {
		w.ready(column, inline(guarded(text)))
	}
}

// ready writes text that was prepared before; "" leaves the cell blank.
func (w *rowWriter) ready(column int, text cellXML) {
	if text != "" {
		w.cell(column)
		w.buffer = append(w.buffer, text...)
	}
}

// moment writes a date with its time of day as the clocks of the zone showed it.
func (w *rowWriter) moment(column int, at time.Time) {
	if !at.IsZero() {
		w.cell(column)
		w.buffer = w.section.appendMoment(w.buffer, at)
	}
}

func (s *section) appendMoment(buffer []byte, at time.Time) []byte {
	buffer = append(buffer, `" s="`...)
	buffer = strconv.AppendInt(buffer, int64(s.date), 10)
	buffer = append(buffer, `"><v>`...)
	buffer = strconv.AppendFloat(buffer, serial(at), 'f', -1, 64)
	return append(buffer, "</v></c>"...)
}

// firstDay is day 0 of Excel's calendar for every date after February 1900, which Excel takes
// for a leap year.
var firstDay = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// serial is a moment as Excel counts: days of the wall clock since firstDay.
func serial(at time.Time) float64 {
	wall := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
	return float64(wall.Unix()-firstDay.Unix()) / (24 * 60 * 60)
}
