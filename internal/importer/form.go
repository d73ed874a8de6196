package importer

import (
	"regexp"

	"muster/internal/spreadsheet"
)

// What tools and browsers write behind the title of a form when they name a file: how many answers it has, when
// it was made, that it is a copy.
var (
	formTails = regexp.MustCompile(`(?i)(\s*\(\d+(-\d+)?\)|\s*\((responses|antworten|réponses|respuestas|respostas|risposte|reacties|svar|ответы|回答|フォームの回答)\)` +
		`|\s*-\s*(form responses|formularantworten|réponses au formulaire|respuestas de formulario)\s*\d*|\s+- all versions - .*|\s*- kopie|\s*- copy` +
		`|[\s_.-]*\d{4}-\d{2}-\d{2}([\sT_-]+\d{2}[.:_-]?\d{2}([.:_-]?\d{2})?)?z?)$`)
	formHeads = regexp.MustCompile(`(?i)^(results-|export-|responses-)(.)`)
)

// FormName is what a form is called by the name of a file of its answers: the same for “Talks(1-254).xlsx” and
// “Talks(1-300).xlsx”, so that a later export is of the same form.
func FormName(file string) string {
	name := file
	for extensions.MatchString(name) {
		name = extensions.ReplaceAllString(name, "")
	}
	for {
		shorter := formTails.ReplaceAllString(name, "")
		if shorter == name || spreadsheet.Line(shorter) == "" {
			break
		}
		name = shorter
	}
	if m := formHeads.FindStringSubmatch(name); m != nil {
		name = name[len(m[1]):]
	}
	name = spreadsheet.Line(name)
	if runes := []rune(name); len(runes) > longestForm {
		name = spreadsheet.Line(string(runes[:longestForm]))
	}
	if name == "" {
		return "Imported form"
	}
	return name
}
