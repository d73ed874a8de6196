package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
)

// syntaxError says where a quote went wrong. The file is refused as a whole: after a lost quote
// every later cell may stand in the wrong place, and no row could be trusted. ahead is by how much
// the numbers of rows are ahead of those of lines.
func (f *textFile) syntaxError(err error, ahead int) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return err
	}
	what := "a quotation mark stands inside a cell that is not quoted"
	if errors.Is(err, csv.ErrQuote) {
		what = "a quoted cell is not closed properly"
	}
	start := ""
	if at.StartLine != at.Line {
		start = fmt.Sprintf(" (the row begins in line %d)", f.before+at.StartLine)
	}
	field := f.fieldAt(at.StartLine, at.Line, at.Column)
	column := columnName(field)
	if len(f.records) > 0 {
		if title := f.records[f.titleRow()].cell(field); title != "" {
			column = "“" + cutShort(Line(title)) + "”"
		}
	}
	return fmt.Errorf("line %d, character %d%s: %s, in row %d, column %s; put the cell in quotes, double every quote in it, and try again",
		f.before+at.Line, at.Column, start, what, at.StartLine+ahead, column)
}

// fieldAt counts the cells from where a row begins to a byte of a line.
func (f *textFile) fieldAt(start, line, column int) int {
	from := lineStart(f.text, start)
	to := min(lineStart(f.text, line)+column-1, len(f.text))
	n, quoted, fresh := 0, false, true
	for i := from; i < to; i++ {
		c := f.text[i]
		switch {
		case quoted && c == '"' && i+1 < len(f.text) && f.text[i+1] == '"':
			i++
		case quoted:
			quoted = c != '"'
		case c == '"' && fresh:
			quoted = true
		case rune(c) == f.delimiter:
			n++
			fresh = true
			continue
		}
		fresh = false
	}
	return n
}

// lineStart is where a line begins, counted from 1.
func lineStart(text []byte, line int) int {
	at := 0
	for range line - 1 {
		next := bytes.IndexByte(text[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return at
}
