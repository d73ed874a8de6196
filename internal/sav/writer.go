package sav

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"
)

// The codes of compressed data. A code from 1 to 251 is the number that is so much above the bias.
const (
	codeEnd     = 252
	codeLiteral = 253
	codeBlank   = 254
	codeNothing = 255
	codesABlock = 8
)

const bufferSize = 64 << 10

// ErrTooWide is returned for a text that is longer than its variable.
var ErrTooWide = errors.New("the text is longer than its variable")

// Writer writes one file. It is for one goroutine.
type Writer struct {
	out     io.Writer
	columns []column
	cases   int // that were written
	stated  int // that were announced; -1: none
	buffer  []byte
	codes   []byte // of the block being filled, eight at most
	data    []byte // that stands behind the codes
}

// NewWriter checks the dictionary and writes it. Close must be called after the last case.
func NewWriter(w io.Writer, c Config) (*Writer, error) {
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("write system file: %w", err)
	}
	d := &dictionary{config: c, columns: columns(c.Variables)}
	out := &Writer{out: w, columns: d.columns, stated: c.Cases}
	_, err := w.Write(d.write())
	return out, err
}

// Write writes a case, one value a variable. Text that is not UTF-8 or wider than its variable is an
// error, and the file is then of no use.
func (w *Writer) Write(row []Value) error {
	if len(row) != len(w.columns) {
		return fmt.Errorf("write case %d: %d values for %d variables", w.cases+1, len(row), len(w.columns))
	}
	for i := range row {
		c := &w.columns[i]
		if c.variable.Width == 0 {
			w.number(row[i])
			continue
		}
		if err := w.text(c, row[i]); err != nil {
			return fmt.Errorf("write case %d: variable %q: %w", w.cases+1, c.variable.Name, err)
		}
	}
	w.cases++
	if len(w.buffer) < bufferSize {
		return nil
	}
	return w.flush()
}

// Close ends the file. It does not close what the file is written to.
func (w *Writer) Close() error {
	if w.stated >= 0 && w.cases != w.stated {
		return fmt.Errorf("write system file: %d cases were announced and %d written", w.stated, w.cases)
	}
	w.code(codeEnd)
	for len(w.codes) > 0 {
		w.code(0)
	}
	return w.flush()
}

func (w *Writer) flush() error {
	_, err := w.out.Write(w.buffer)
	w.buffer = w.buffer[:0]
	return err
}

func (w *Writer) number(v Value) {
	switch n := v.Number; {
	case v.Missing || math.IsNaN(n) || math.IsInf(n, 0):
		w.code(codeNothing)
	case n == math.Trunc(n) && n > -bias && n < codeEnd-bias && !(n == 0 && math.Signbit(n)):
		w.code(byte(int(n) + bias))
	default:
		w.data = binary.LittleEndian.AppendUint64(w.data, math.Float64bits(n))
		w.code(codeLiteral)
	}
}

func (w *Writer) text(c *column, v Value) error {
	text := v.Text
	switch {
	case v.Missing:
		text = ""
	case len(text) > c.variable.Width:
		return ErrTooWide
	case !utf8.ValidString(text):
		return errors.New("the text is not UTF-8")
	}
	for _, s := range c.segments {
		part := text[:min(len(text), s.used)]
		text = text[len(part):]
		for range s.elements() {
			n := min(len(part), element)
			w.eight(part[:n])
			part = part[n:]
		}
	}
	return nil
}

// eight writes eight bytes of a text, filled up with spaces.
func (w *Writer) eight(text string) {
	const blank = "        "
	if text == blank[:len(text)] {
		w.code(codeBlank)
		return
	}
	w.data = append(append(w.data, text...), blank[len(text):]...)
	w.code(codeLiteral)
}

// code adds a code to the block; a full one is done with, its data behind it.
func (w *Writer) code(code byte) {
	w.codes = append(w.codes, code)
	if len(w.codes) < codesABlock {
		return
	}
	w.buffer = append(append(w.buffer, w.codes...), w.data...)
	w.codes, w.data = w.codes[:0], w.data[:0]
}
