package survey

import (
	"strings"
	"unicode"

	"muster/internal/yamldoc"
)

// texts is a text as the file gives it: by language, or under "" one for all of them.
type texts map[string]Text

// Shorthand takes a text that is written without naming a language.
func (t *texts) Shorthand(text string) { *t = texts{"": Text(text)} }

// plain tells whether the text is written without naming a language.
func (t texts) plain() bool { return len(t) == 0 || t[""] != "" }

// Missing is a text that is shown in the survey's first language because it has not been translated, or
// in English because Muster has no word of its own for it.
type Missing struct {
	Language string // into which
	Line     int    // of the file
	Text     Text   // as it is shown
	Plain    bool   // it is given once, without naming a language
}

// Untranslated returns what is missing in each language, in the order of the file. A text that names no
// language is taken for missing in all but the first, unless it has no letters or is a label beside
// others that are translated: then it is a name, such as PowerShell.
func (s *Survey) Untranslated() []Missing { return s.missing }

// text gives a text in the language that is built.
func (b *builder) text(path string, t texts) Text { return b.translated(path, t, maxText, false) }

// label is text for the words of a choice. Beside labels that are translated, one that names no
// language is a name.
func (b *builder) label(path string, t texts, beside bool) Text {
	return b.translated(path, t, maxText, beside)
}

// page is text for what may fill a page.
func (b *builder) page(path string, t texts) Text { return b.translated(path, t, maxPage, false) }

func (b *builder) translated(path string, t texts, most int, name bool) Text {
	text, given := t[b.language]
	if !given || text == "" {
		text = t[b.survey.Languages[0]] + t[""] // only one of them is there
	}
	if b.seen[path] { // options are read again for every question that borrows them
		return text
	}
	b.seen[path] = true
	b.checkText(path, t, most)
	absent := t[b.language] == "" && !(t.plain() && (name || !hasLetters(text)))
	if b.translation() && text != "" && absent {
		b.missing = append(b.missing, Missing{b.language, b.doc.Line(path), text, t.plain()})
	}
	return text
}

// checkText reports what is wrong with a text in all its languages, once.
func (b *builder) checkText(path string, t texts, most int) {
	if b.translation() {
		return
	}
	for language, text := range t {
		if len(text) > most {
			b.report(path+"."+language, "the text is longer than %d bytes", most)
		}
		if !b.offers(language) && language != "" {
			b.report(path+"."+language, "the survey is not given in %q; %s", language, b.suggest(language))
		}
	}
	if first := b.survey.Languages[0]; len(t) > 0 && !t.plain() && t[first] == "" {
		b.report(path, "the text is missing in %q, the survey's first language", first)
	}
}

// suggest says what to do about a key that is no language of the survey.
func (b *builder) suggest(key string) string {
	if strings.Contains(key, " ") {
		return "put a text with a comma in quotes"
	}
	return "add it to languages, or correct it: " + yamldoc.Suggest(key, b.survey.Languages)
}

func hasLetters(t Text) bool {
	for _, r := range t {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
