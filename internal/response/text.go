package response

import (
	"net/mail"
	"strings"
	"unicode/utf8"

	"muster/internal/survey"
)

func (p *parser) text(q *survey.Question) {
	posted, f := p.oneOf(q.ID)
	text := ""
	if f.key == "" {
		text, f = readText(q, posted)
	}
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
	if q.Kind == survey.Email || q.Kind == survey.Link {
		posted = onlyVisible(posted)
	}
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

// cleanText trims and normalises line ends, and drops what no keyboard types into a field. A text of
// which nothing can be seen is empty.
func cleanText(posted string, maxLength int, lines bool) (string, fault) {
	if !utf8.ValidString(posted) {
		return "", fault{key: "not_readable"}
	}
	text := posted
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	c := cleaning{lines: lines}
	text = strings.Map(c.keep, text)
	if !strings.ContainsFunc(text, visible) {
		return "", fault{}
	}
	text = closed(strings.TrimSpace(text))
	text = strings.TrimSpace(text) // an end of nothing may have stood at the edge
	if n := utf8.RuneCountInString(text); n > maxLength {
		return "", tooLong(maxLength, n)
	}
	return text, fault{}
}

// oneOf gives the only value of a field that is filled in once.
func (p *parser) oneOf(field string) (string, fault) {
	if len(p.form[field]) > 1 {
		return "", fault{key: "write_once"}
	}
	return p.form.Get(field), fault{}
}

// ValidEmail tells whether address can be written to: one bare address at a domain that has a dot and
// is no number of a machine, in which everything can be seen.
func ValidEmail(address string) bool {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || strings.ContainsAny(address, "\"<>(),;[]") ||
		strings.ContainsFunc(address, invisible) {
		return false
	}
	_, domain, _ := strings.Cut(address, "@")
	domain = strings.Trim(domain, ".")
	last := strings.LastIndexByte(domain, '.')
	return last >= 0 && strings.Trim(domain[last+1:], "0123456789") != ""
}
