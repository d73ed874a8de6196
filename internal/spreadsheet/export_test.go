package spreadsheet

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// MarkupEvents lists what the reader of a workbook's XML sees, for comparison with encoding/xml.
func MarkupEvents(source io.Reader) (string, error) {
	m := newMarkup(source)
	var b strings.Builder
	for {
		e, err := m.next()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch e {
		case opened:
			fmt.Fprintf(&b, "<%s r=%q>", m.name, m.phrase("r"))
		case closed:
			fmt.Fprintf(&b, "</%s>", m.name)
		case words:
			b.Write(m.text)
		}
	}
}

// Split cuts a text into rows, for comparison with encoding/csv. It keeps so many cells of a row.
func Split(text string, delimiter rune, most int) (rows [][]string, counts []int, err error) {
	s := newSplitter([]byte(text), delimiter)
	s.most = most
	for {
		err := s.next()
		if errors.Is(err, io.EOF) {
			return rows, counts, nil
		}
		if err != nil {
			return rows, counts, err
		}
		rows, counts = append(rows, s.cells()), append(counts, s.count)
	}
}

// CountLazily counts the cells of every row of a text whose quotation marks may stand anywhere.
func CountLazily(text string, delimiter rune) (counts []int) {
	s := newSplitter([]byte(text), delimiter)
	s.lazy = true
	for s.next() == nil {
		counts = append(counts, s.count)
	}
	return counts
}
