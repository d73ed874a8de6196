package importer

import (
	"fmt"
	"strings"
)

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func answers(n int) string { return plural(n, "answer", "answers") }

// listed joins quoted items and counts those that do not fit.
func listed(items []string, most int) string {
	shown := items[:min(len(items), most)]
	text := strings.Join(shown, ", ")
	if more := len(items) - len(shown); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
