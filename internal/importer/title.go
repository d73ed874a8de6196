package importer

import (
	"regexp"
	"strings"

	"muster/internal/spreadsheet"
)

var extensions = regexp.MustCompile(`(?i)\.(csv|tsv|txt|zip|gz|xlsx|xlsm|xls|ods)$`)

// titleFrom makes a title of a file's name: “Talk ideas (Responses) - Form Responses 1.csv” is the
// form “Talk ideas”.
func titleFrom(name string) string {
	name = FormName(name)
	if !strings.Contains(name, " ") {
		name = strings.NewReplacer("-", " ", "_", " ").Replace(name)
	}
	name = spreadsheet.Line(name)
	first := []rune(name)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}
