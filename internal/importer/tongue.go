package importer

import (
	"slices"
	"strings"

	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// spokenBy gives the language in which a row's form was shown, if the survey is given in it.
func (l *layout) spokenBy(row spreadsheet.Row, s *survey.Survey) string {
	if l.spoken < 0 || len(s.Languages) < 2 {
		return ""
	}
	tag, known := l.tongues[row.Cells[l.spoken]]
	if !known {
		tag = languageOf(row.Cells[l.spoken], s.Languages)
		l.tongues[row.Cells[l.spoken]] = tag
	}
	return tag
}

// languageOf finds the tag that a form tool means; “Deutsch (Österreich)” and de-AT are German where there is no
// German of Austria.
func languageOf(said string, tags []string) string {
	said = strings.NewReplacer("_", "-").Replace(foldLabel(said))
	names := languageNames()
	for _, tag := range tags {
		if said == strings.ToLower(tag) {
			return tag
		}
	}
	first, _, _ := strings.Cut(strings.NewReplacer(" ", "-", "(", "-").Replace(said), "-")
	for _, tag := range tags {
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if first == base || slices.Contains(names[base], first) {
			return tag
		}
	}
	return ""
}

// languageNames are the names by which form tools call a language, folded.
func languageNames() map[string][]string {
	return map[string][]string{
		"en": {"english", "englisch", "anglais", "inglés", "engels"}, "de": {"deutsch", "german", "allemand", "alemán", "duits"},
		"fr": {"français", "french", "französisch", "francés", "frans"}, "es": {"español", "spanish", "spanisch", "espagnol", "spaans"},
		"nl": {"nederlands", "dutch", "niederländisch", "néerlandais"}, "it": {"italiano", "italian", "italienisch"},
		"pt": {"português", "portuguese", "portugiesisch"}, "ja": {"日本語", "japanese"}, "ar": {"العربية", "arabic", "arabisch"},
	}
}
