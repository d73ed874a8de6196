package importer

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func answers(n int) string { return plural(n, "answer", "answers") }

// sentences puts sentences behind one another; the first goes on from what it is said of, so it alone begins small.
func sentences(all []string) string {
	var said []string
	for _, text := range all {
		if text == "" {
			continue
		}
		if first, width := utf8.DecodeRuneInString(text); len(said) > 0 {
			text = string(unicode.ToUpper(first)) + text[width:]
		}
		said = append(said, text)
	}
	return strings.Join(said, " ")
}

// listed joins quoted items and counts those that do not fit.
func listed(items []string, most int) string {
	shown := items[:min(len(items), most)]
	text := strings.Join(shown, ", ")
	if more := len(items) - len(shown); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
