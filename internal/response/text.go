package response

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"muster/internal/survey"
)

func (p *parser) text(q *survey.Question) {
	text, f := readText(q, p.form.Get(q.ID))
	switch {
	case f.key != "":
		p.problem(q, f)
	case text == "" && q.Required:
		p.problem(q, fault{key: "write_something"})
	case text == "":
	case q.Personal():
		p.details().Fields[q.ID] = text
	default:
		p.answer(q, Answer{Text: text})
	}
}

func readText(q *survey.Question, posted string) (string, fault) {
	text, f := cleanText(posted, q.MaxLength, q.Kind == survey.Long)
	if text == "" {
		return "", f
	}
	switch q.Kind {
	case survey.Email:
		if !ValidEmail(text) {
			return "", fault{key: "not_an_address"}
		}
	case survey.Link:
		address, ok := ReadLink(text)
		if !ok {
			return "", fault{key: "not_a_link"}
		}
		return cleanText(address, q.MaxLength, false) // a scheme may have made it too long
	}
	return text, fault{}
}

// cleanText trims and normalises line ends, and drops control characters, which no keyboard
// types into a field but which break spreadsheets.
func cleanText(posted string, maxLength int, lines bool) (string, fault) {
	if !utf8.ValidString(posted) {
		return "", fault{key: "not_readable"}
	}
	text := posted
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && lines:
			return r
		case r == '\n', r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, text)
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n > maxLength {
		return "", tooLong(maxLength, n)
	}
	return text, fault{}
}

// ValidEmail tells whether address can be written to: one bare address with a dot in its domain.
func ValidEmail(address string) bool {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || strings.ContainsAny(address, " \t\"<>(),;") {
		return false
	}
	_, domain, _ := strings.Cut(address, "@")
	return strings.Contains(strings.Trim(domain, "."), ".")
}
