package spreadsheet

import (
	"bytes"
	"regexp"
)

// sniffed bounds what is read to find the delimiter, in bytes and in rows.
const (
	sniffedBytes = 256 << 10
	sniffedRows  = 100
)

// declared is the first line by which Excel is told the delimiter.
var declared = regexp.MustCompile(`^"?(?i:sep=)([,;\t|])"?\r?\n`)

// findDelimiter tells what separates the cells: what the file says itself, or else the character by
// which most rows have as many cells as the first, and the more cells the better.
func (f *textFile) findDelimiter() {
	if m := declared.FindSubmatch(f.text[:min(len(f.text), 16)]); m != nil {
		f.delimiter, f.before = rune(m[1][0]), 1
		f.text = f.text[len(m[0]):]
		return
	}
	best := -1
	for _, delimiter := range ",;\t|" {
		if score := f.score(delimiter); score > best {
			f.delimiter, best = delimiter, score
		}
	}
}

// score counts the delimiters in rows that have as many cells as the first one. A character that only the
// first row has stands in a title by chance. Where the first row has none, the file may be a list of
// one column, and the rows count that have one cell.
func (f *textFile) score(delimiter rune) int {
	s := newSplitter(f.text[:min(len(f.text), sniffedBytes)], delimiter)
	s.lazy = true
	width, rows, alike, split := 0, 0, 0, 0
	for ; rows < sniffedRows; rows++ {
		if err := s.next(); err != nil || rows > 0 && s.at >= sniffedBytes {
			break
		}
		if rows == 0 {
			width = s.count
		} else if s.count > 1 {
			split++
		}
		if s.count == width {
			alike++
		}
	}
	switch {
	case width <= 1:
		return alike
	case split == 0 && rows > 1:
		return 0
	}
	return alike * (width - 1) * (sniffedRows + 1)
}

// plainLineEnds makes line feeds of the carriage returns by which old Macs end lines. Excel on a Mac
// does so too, with line feeds inside quoted cells.
func plainLineEnds(text []byte) []byte {
	quoted, at := false, -1
	for i, c := range text {
		if c == '"' {
			quoted = !quoted
		}
		if !quoted && (c == '\n' || c == '\r') {
			at = i
			break
		}
	}
	if at < 0 || text[at] == '\n' || at+1 < len(text) && text[at+1] == '\n' {
		return text
	}
	out := bytes.Clone(text)
	for i, c := range out {
		if c == '\r' && (i+1 == len(out) || out[i+1] != '\n') {
			out[i] = '\n'
		}
	}
	return out
}
