package importer

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"muster/internal/spreadsheet"
)

// What a list is written with besides words.
var (
	inlineLink  = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	inlineMarks = regexp.MustCompile("\\*\\*([^*]+)\\*\\*|__([^_]+)__|`([^`]+)`|~~([^~]+)~~")
	inlineSlant = regexp.MustCompile(`(^|[\s(])[*_]([^*_\s][^*_]*)[*_]($|[\s).,;:!?])`)
	tagged      = regexp.MustCompile(`</?[a-zA-Z][^<>]{0,200}>`)
	shortcode   = regexp.MustCompile(`(^|\s):[a-z][a-z0-9_+-]{1,40}:`)
	ending      = regexp.MustCompile(`^(.{2,60}?)\s*\(([^()]+)\)$`)
	behind      = regexp.MustCompile(`^(.{2,60}?)(?:\s+[-–—]\s+|:\s+)(.+)$`)
)

// longHint is from how many characters on what stands behind a topic is commonly a description, and not a part
// of its name such as the words in “Azure (AKS)”.
const longHint = 28

// plainText takes the marks of Markdown and HTML away, and the names of pictures between colons.
func plainText(text string) string {
	text = tagged.ReplaceAllString(text, " ")
	text = inlineLink.ReplaceAllString(text, "$1")
	text = inlineMarks.ReplaceAllString(text, "$1$2$3$4")
	text = inlineSlant.ReplaceAllString(text, "$1$2$3")
	text = shortcode.ReplaceAllString(text, "$1")
	return spreadsheet.Line(html.UnescapeString(strings.NewReplacer(`\|`, "|", `\*`, "*", `\_`, "_").Replace(text)))
}

// topicIn finds a topic's name, and the description in brackets where there is a long one.
func topicIn(text string) topic {
	label := strings.TrimSpace(strings.TrimRight(plainText(text), ",;"))
	if sentence := strings.TrimSuffix(label, "."); !strings.Contains(sentence, ". ") && len(strings.Fields(label)) < 8 {
		label = sentence
	}
	if parts := ending.FindStringSubmatch(label); parts != nil && utf8.RuneCountInString(parts[2]) >= longHint {
		return topic{label: parts[1], hint: parts[2]}
	}
	return topic{label: label}
}

// headOf is what stands before the first dash or colon of a line.
func headOf(label string) (head, rest string) {
	if parts := behind.FindStringSubmatch(label); parts != nil {
		return parts[1], parts[2]
	}
	return label, ""
}

// headingIn is the name of a category.
func headingIn(text string) string { return strings.TrimSpace(strings.TrimRight(plainText(text), ":")) }
