package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

const (
	maxCell = 1 << 20 // bytes of one cell; one of a workbook holds 32,767 characters at the most
	maxRow  = 8 << 20 // bytes of the cells of a row that are kept
)

// What may be wrong with the quotation marks of a row.
var (
	errBare     = errors.New("a quotation mark stands inside a cell that is not quoted")
	errNotLast  = errors.New("a quoted cell is not closed properly")
	errUnclosed = errors.New("the quotation mark that opens this cell is never closed, so the cell runs to the end of the file")
)

// splitter cuts a text into rows and cells as RFC 4180 writes them. It keeps no more than a fixed number
// of a row's cells and counts the others, so that a row of sixty million commas costs no memory.
type splitter struct {
	text      []byte
	delimiter byte
	most      int  // cells of a row that are kept
	lazy      bool // a quotation mark in the wrong place is part of its cell

	at    int // behind what was read
	line  int // of at; the first is 1
	start int // the line in which the row begins
	cell  int // where the cell begins
	count int // cells of the row
	fault int // where a quotation mark is wrong

	kept []byte // the cells, one behind the other
	ends []int  // where each of them ends in kept
}

func newSplitter(text []byte, delimiter rune) *splitter {
	return &splitter{text: text, delimiter: byte(delimiter), line: 1}
}

// next reads a row; io.EOF behind the last. Lines without a character are passed over.
func (s *splitter) next() error {
	for s.at < len(s.text) {
		n := lineEnd(s.text[s.at:])
		if n <= 0 {
			break
		}
		s.line += bytes.Count(s.text[s.at:s.at+n], []byte("\n"))
		s.at += n
	}
	s.start, s.count, s.kept, s.ends = s.line, 0, s.kept[:0], s.ends[:0]
	if s.at >= len(s.text) {
		return io.EOF
	}
	for more := true; more; {
		var err error
		if s.cell = s.at; s.at < len(s.text) && s.text[s.at] == '"' {
			more, err = s.quoted()
		} else {
			more, err = s.bare()
		}
		if err != nil {
			return err
		}
		if s.count++; s.count <= s.most {
			s.ends = append(s.ends, len(s.kept))
		}
	}
	return nil
}

// last is the line in which the row ends.
func (s *splitter) last() int {
	if s.text[s.at-1] == '\n' {
		return s.line - 1
	}
	return s.line
}

// lineEnd tells how many bytes the end of a line takes that stands here: 0 at the end of the text, -1 where
// there is none. A carriage return that ends the text is one.
func lineEnd(rest []byte) int {
	switch {
	case len(rest) == 0:
		return 0
	case rest[0] == '\n', len(rest) == 1 && rest[0] == '\r':
		return 1
	case rest[0] == '\r' && rest[1] == '\n':
		return 2
	}
	return -1
}

// bare reads a cell without quotation marks and tells whether another one follows in its row.
func (s *splitter) bare() (more bool, err error) {
	rest := s.text[s.at:]
	n := 0
	for n < len(rest) && rest[n] != s.delimiter && rest[n] != '\n' {
		if rest[n] == '"' && !s.lazy {
			s.fault = s.at + n
			return false, errBare
		}
		n++
	}
	s.at += min(n+1, len(rest))
	if n < len(rest) && rest[n] == s.delimiter {
		return true, s.keep(rest[:n])
	}
	if n < len(rest) {
		s.line++
	}
	return false, s.keep(bytes.TrimSuffix(rest[:n], []byte("\r")))
}

// quoted reads a cell that stands in quotation marks.
func (s *splitter) quoted() (more bool, err error) {
	s.at++
	for {
		rest := s.text[s.at:]
		n := bytes.IndexByte(rest, '"')
		if n < 0 {
			s.fault = s.cell
			if s.at = len(s.text); s.lazy {
				return false, s.keep(rest)
			}
			return false, errUnclosed
		}
		s.line += bytes.Count(rest[:n], []byte("\n"))
		s.at += n + 1
		if err := s.keep(rest[:n]); err != nil {
			return false, err
		}
		rest = rest[n+1:]
		switch end := lineEnd(rest); {
		case end >= 0:
			s.line += bytes.Count(rest[:end], []byte("\n"))
			s.at += end
			return false, nil
		case rest[0] == s.delimiter:
			s.at++
			return true, nil
		case rest[0] == '"':
			s.at++
		case !s.lazy:
			s.fault = s.at - 1
			return false, errNotLast
		}
		if err := s.keep([]byte{'"'}); err != nil {
			return false, err
		}
	}
}

// keep appends to the cell that is being read.
func (s *splitter) keep(text []byte) error {
	if s.at-s.cell > maxCell+2 {
		why := ""
		if s.text[s.cell] == '"' {
			why = ", as happens when the quotation mark that ends it is missing"
		}
		return fmt.Errorf("line %d: one cell is longer than %s%s: %w", s.start, megabytes(maxCell), why, ErrTooLarge)
	}
	if s.count >= s.most {
		return nil
	}
	if len(s.kept)+len(text) > maxRow {
		return fmt.Errorf("line %d: the cells of one row are longer than %s: %w", s.start, megabytes(maxRow), ErrTooLarge)
	}
	s.kept = append(s.kept, text...)
	return nil
}

// cells are the first cells of the row, which share one string.
func (s *splitter) cells() []string {
	out, text, from := make([]string, len(s.ends)), string(s.kept), 0
	for i, to := range s.ends {
		out[i] = text[from:to]
		from = to
	}
	return out
}
