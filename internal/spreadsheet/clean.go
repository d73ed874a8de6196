package spreadsheet

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line makes one line of a title or a label: white space of every kind becomes single spaces, and
// what no font shows is dropped, joiners where there is nothing that they join.
func Line(s string) string {
	if IsLine(s) {
		return s
	}
	last := ' '
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r = visible(r); r >= 0 && !joiner(r) || joiner(r) && joins(last) {
			last = r
			return r
		}
		return -1
	}, s)), " ")
}

// IsLine spares the plain ASCII that most files consist of the work; it may say no without need.
func IsLine(s string) bool {
	blank := true // at the start, and after a space
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && blank {
			return false
		}
		blank = c == ' '
	}
	return s == "" || !blank
}

func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case odd(r):
		return -1
	}
	return r
}

// Lines cleans what a person wrote as the form does: lines stay lines, other control characters go.
func Lines(s string) string {
	if strings.ContainsFunc(s, odd) {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\n', r == '\r':
				return '\n'
			case r == '\t':
				return ' '
			case odd(r):
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

// odd tells what no font shows and what spreadsheets cannot hold.
func odd(r rune) bool {
	switch r {
	case '\u200b', '\u2060', '\u2061', '\u2062', '\u2063', '\u2064', '\ufeff', '\ufffe', '\uffff':
		return true
	}
	return unicode.IsControl(r) || turns(r)
}

// turns tells the characters that turn the direction of what follows, in a table even of the cells beside it.
func turns(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func joiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins tells whether a joiner behind r has something to do: it shapes scripts such as Persian and Hindi, and
// makes one picture of several.
func joins(r rune) bool {
	return r > unicode.MaxLatin1 && !joiner(r) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) &&
		unicode.In(r, unicode.L, unicode.M, unicode.So, unicode.Sk)
}

// droppedNote says which characters of a text are dropped that somebody may have meant.
func droppedNote(text []byte) []string {
	dropped := func(r rune) bool { return r != '\n' && r != '\r' && r != '\t' && (unicode.IsControl(r) || turns(r)) }
	first := bytes.IndexFunc(text, dropped)
	if first < 0 {
		return nil
	}
	n := 0
	for rest := text[first:]; ; n++ {
		at := bytes.IndexFunc(rest, dropped)
		if at < 0 {
			break
		}
		_, size := utf8.DecodeRune(rest[at:])
		rest = rest[at+size:]
	}
	line, character := position(text, first)
	r, _ := utf8.DecodeRune(text[first:])
	where := fmt.Sprintf("U+%04X in line %d, character %d", r, line, character)
	if n == 1 {
		return []string{"One control character was dropped: " + where + "."}
	}
	return []string{fmt.Sprintf("%d control characters were dropped, the first of them %s.", n, where)}
}
