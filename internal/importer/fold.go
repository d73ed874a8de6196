package importer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"muster/internal/spreadsheet"
)

var typography = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...")

// foldLabel is equal for two spellings of one option: case, white space and typographic quotes and
// dashes do not count. Other punctuation does: C, C# and C++ are three options.
func foldLabel(s string) string {
	if spreadsheet.IsLine(s) {
		return strings.ToLower(s)
	}
	return spreadsheet.Line(strings.ToLower(typography.Replace(norm.NFKC.String(s))))
}

// foldTitle is equal for two spellings of one question: punctuation and emoji do not count either,
// unless the title has nothing else.
func foldTitle(s string) string {
	label := foldLabel(s)
	bare := spreadsheet.Line(strings.Map(func(r rune) rune {
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
	runes := []rune(spreadsheet.Line(s))
	if len(runes) <= most {
		return string(runes)
	}
	return strings.TrimSpace(string(runes[:most-1])) + "…"
}
