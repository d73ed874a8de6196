package survey

import (
	"fmt"
	"slices"

	"golang.org/x/text/language"

	"muster/internal/yamldoc"
)

const maxLanguages = 20

// languagesOf gives the languages of a file, the first one first.
func languagesOf(doc *yamldoc.Document, f *file) []string {
	first := f.Language
	switch {
	case first == "" && len(f.Languages) > 0:
		first = f.Languages[0]
	case first == "":
		first = "en"
	}
	languages := []string{first}
	checkLanguage(doc, "language", first)
	for i, tag := range f.Languages {
		path := fmt.Sprintf("languages[%d]", i)
		switch {
		case slices.Contains(f.Languages[:i], tag):
			doc.Report(path, "language %q is given twice; keep one", tag)
		case tag != first:
			languages = append(languages, tag)
			checkLanguage(doc, path, tag)
		}
	}
	if len(languages) > maxLanguages {
		doc.Report("languages", "%d languages; %d is the most", len(languages), maxLanguages)
	}
	return languages
}

func checkLanguage(doc *yamldoc.Document, path, tag string) {
	parsed, err := language.Parse(tag)
	switch {
	case err != nil || parsed == language.Und:
		doc.Report(path, "unknown language %q; write a tag such as en, es or pt-BR", tag)
	case parsed.String() != tag:
		doc.Report(path, "write the language %q as %s", tag, parsed)
	}
}
