package importer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tidy makes one line of a title or a label: white space of every kind becomes single spaces, and
// what no font shows is dropped.
func tidy(s string) string {
	return strings.Join(strings.Fields(strings.Map(visible, s)), " ")
}

func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), r == '\u200b', r == '\u2060', r == '\ufeff', r == '\ufffe', r == '\uffff':
		return -1
	}
	return r
}

// words cleans what a person wrote as the form does: lines stay lines, other control characters go.
func words(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\ufffe', r == '\uffff':
			return -1
		}
		return r
	}, s))
}

var typography = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...")

// foldLabel is equal for two spellings of one option: case, white space and typographic quotes and
// dashes do not count. Other punctuation does: C, C# and C++ are three options.
func foldLabel(s string) string {
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
