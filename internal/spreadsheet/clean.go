package spreadsheet

import (
	"strings"
	"unicode"
)

// Line makes one line of a title or a label: white space of every kind becomes single spaces, and
// what no font shows is dropped.
func Line(s string) string {
	if IsLine(s) {
		return s
	}
	return strings.Join(strings.Fields(strings.Map(visible, s)), " ")
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
	case '\u200b', '\u2060', '\ufeff', '\ufffe', '\uffff':
		return true
	}
	return unicode.IsControl(r)
}
