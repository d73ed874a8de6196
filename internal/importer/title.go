package importer

import (
	"regexp"
	"strings"

	"muster/internal/spreadsheet"
)

var (
	extensions = regexp.MustCompile(`(?i)\.(csv|tsv|txt|zip|gz|xlsx)$`)
	sheetTail  = regexp.MustCompile(`(?i)\s*(\((responses|antworten|réponses|respuestas)\).*| - form responses \d+)$`)
)

// titleFrom makes a title of a file's name: “Talk ideas (Responses) - Form Responses 1.csv” is the
// form “Talk ideas”.
func titleFrom(name string) string {
	for extensions.MatchString(name) {
		name = extensions.ReplaceAllString(name, "")
	}
	name = sheetTail.ReplaceAllString(name, "")
	if !strings.Contains(name, " ") {
		name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	}
	name = spreadsheet.Line(name)
	if name == "" {
		return "Imported survey"
	}
	first := []rune(name)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}
