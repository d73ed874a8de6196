package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"
)

// faulty says where a quotation mark went wrong. The file is refused as a whole: after a lost quotation
// mark every later cell may stand in the wrong place, and no row could be trusted.
func (f *textFile) faulty(s *splitter, why error, row int) error {
	if errors.Is(why, ErrTooLarge) {
		return why
	}
	line, character := position(s.text, s.fault)
	begins := ""
	if line != s.start {
		begins = fmt.Sprintf(" (the row begins in line %d)", f.before+s.start)
	}
	column := columnName(s.count)
	if len(f.records) > 0 {
		if title := f.records[f.titleRow()].cell(s.count); title != "" {
			column = "“" + cutShort(Line(title)) + "”"
		}
	}
	return fmt.Errorf("line %d, character %d%s: %w, in row %d, column %s; put the cell in quotes, double every quote in it, and try again",
		f.before+line, character, begins, why, row, column)
}

// position is the line and the character of a byte, both counted from 1.
func position(text []byte, at int) (line, character int) {
	start := bytes.LastIndexByte(text[:at], '\n') + 1
	return lineOf(text, at), utf8.RuneCount(text[start:at]) + 1
}
