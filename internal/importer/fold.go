package importer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tidy makes one line of a title or a label: white space of every kind becomes single spaces, and
// what no font shows is dropped.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	return strings.Join(strings.Fields(strings.Map(visible, s)), " ")
}

// isTidy spares the plain ASCII that most files consist of the work; it may say no without need.
func isTidy(s string) bool {
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

// words cleans what a person wrote as the form does: lines stay lines, other control characters go.
func words(s string) string {
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

var typography = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...")

// foldLabel is equal for two spellings of one option: case, white space and typographic quotes and
// dashes do not count. Other punctuation does: C, C# and C++ are three options.
func foldLabel(s string) string {
	if isTidy(s) {
		return strings.ToLower(s)
	}
	return tidy(strings.ToLower(typography.Replace(norm.NFKC.String(s))))
}

// foldTitle is equal for two spellings of one question: punctuation and emoji do not count either,
// unless the title has nothing else.
func foldTitle(s string) string {
	label := foldLabel(s)
	bare := tidy(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && r != '\ufe0f' {
			return r
		}
		return ' '
	}, label))
	if bare == "" {
		return label
	}
	return bare
}

// shorten cuts what is only shown, at a rune.
func shorten(s string) string {
	const most = 80
	runes := []rune(tidy(s))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}
