package importer

import (
	"strings"
	"unicode"
)

// language is that of the survey: as somebody decided, or else by the letters of the titles, or else the one in
// which the form tool called its own columns.
func (inf *inference) language() string {
	for _, from := range inf.sources {
		if m := from.file.Mapping; m != nil && m.Language != "" {
			return m.Language
		}
	}
	if tag := inf.written(); tag != "" {
		return tag
	}
	return inf.sources[0].language
}

// written is the language that the letters of the titles tell; "" for letters that many languages are written in.
func (inf *inference) written() string {
	var titles strings.Builder
	for _, from := range inf.sources {
		for _, c := range from.columns {
			titles.WriteString(c.title)
		}
	}
	return languageOfLetters(titles.String())
}

// languageOfLetters finds Arabic, whose letters others write as well, but with letters more: those are not guessed.
func languageOfLetters(text string) string {
	arabic, all := 0, 0
	for _, r := range text {
		switch {
		case strings.ContainsRune("پچژگکیےٹڈڑںھہ", r): // of Persian and Urdu
			return ""
		case unicode.Is(unicode.Arabic, r):
			arabic++
		}
		if unicode.IsLetter(r) {
			all++
		}
	}
	if 2*arabic > all {
		return "ar"
	}
	return ""
}

// explainLanguage says why a survey is in the language that its letters told.
func (inf *inference) explainLanguage() []string {
	for _, from := range inf.sources {
		if m := from.file.Mapping; m != nil && m.Language != "" {
			return nil
		}
	}
	if inf.written() != "ar" {
		return nil
	}
	return []string{"The titles are in Arabic letters, so the survey is in Arabic (ar). If they are in another language, say so and import again."}
}
