package response

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"muster/internal/survey"
)

// OtherField is the form field that holds the own words beside a question's "other".
func OtherField(question string) string { return question + ".other" }

// Given is what a respondent gave.
type Given struct {
	Answers  Answers
	Contact  *Contact // nil when there is none
	NotShown []string // ids of questions that were not shown because of other answers, in survey order
}

// Parse reads a posted form. A question's field is named by its id and repeated once a pick; own
// words beside "other" stand in OtherField. Fields the survey does not know are ignored: browsers
// and extensions add their own. When problems is not empty what was given must not be stored. Messages
// are in the survey's language.
func Parse(s *survey.Survey, form url.Values) (Given, Problems) {
	p := parser{form: form, answers: make(Answers, len(s.Questions))}
	for _, q := range s.Questions {
		switch {
		case q.Kind == survey.Agree:
			p.consent(q)
		case q.Choice():
			p.choice(q)
		case q.Kind == survey.Scale:
			p.scale(q)
		default:
			p.text(q)
		}
	}
	p.something(s)
	return Given{Answers: p.answers, Contact: p.contact}, p.problems
}

type parser struct {
	form     url.Values
	answers  Answers
	contact  *Contact
	problems Problems
}

// something asks for at least one answer: a form sent empty, as by a tap too early, says nothing
// and would still count as a respondent. Contact details alone are an answer of a kind.
func (p *parser) something(s *survey.Survey) {
	if len(p.answers) == 0 && p.contact == nil && len(p.problems) == 0 && len(s.Questions) > 0 {
		p.problem(s.Questions[0], nothingAnswered)
	}
}

func (p *parser) problem(q *survey.Question, message survey.Text) {
	p.problems = append(p.problems, Problem{q.ID, message})
}

func (p *parser) details() *Contact {
	if p.contact == nil {
		p.contact = &Contact{Fields: map[string]string{}}
	}
	return p.contact
}

func (p *parser) consent(q *survey.Question) {
	if p.form.Get(q.ID) != "" {
		c := p.details()
		c.Consent, c.Statement = true, string(q.Statement)
	}
}

func (p *parser) choice(q *survey.Question) {
	posted := p.form[q.ID]
	picks := make([]string, 0, min(len(posted), len(q.Options)))
	for i := range q.Options {
		if id := q.Options[i].ID; slices.Contains(posted, id) {
			picks = append(picks, id)
		}
	}
	for _, id := range posted {
		if _, at := q.Option(id); at < 0 && id != "" {
			p.problem(q, unknownOption)
			return
		}
	}
	other, ok := p.otherWords(q)
	if !ok {
		return
	}
	if other != "" {
		if o, _ := q.Written(); !slices.Contains(picks, o.ID) {
			picks = inOrder(q, append(picks, o.ID)) // words typed without ticking the box
		}
	}
	if message := checkPicks(q, picks); message != "" {
		p.problem(q, message)
		return
	}
	if len(picks) > 0 {
		p.answers[q.ID] = Answer{Picks: picks, Other: other}
	}
}

func (p *parser) otherWords(q *survey.Question) (string, bool) {
	if _, has := q.Written(); !has {
		return "", true
	}
	words, message := cleanText(p.form.Get(OtherField(q.ID)), maxOther, false)
	if message != "" {
		p.problem(q, message)
		return "", false
	}
	return words, true
}

func inOrder(q *survey.Question, picks []string) []string {
	slices.SortFunc(picks, func(a, b string) int {
		_, i := q.Option(a)
		_, j := q.Option(b)
		return i - j
	})
	return picks
}

func checkPicks(q *survey.Question, picks []string) survey.Text {
	switch {
	case len(picks) == 0 && q.Required:
		return pickSomething(q)
	case len(picks) == 0:
		return ""
	case q.Kind == survey.One && len(picks) > 1:
		return pickOnlyOne
	case len(picks) > 1 && hasExclusive(q, picks):
		return notWithNone(q)
	case len(picks) < q.Min && !hasExclusive(q, picks):
		return pickAtLeast(q.Min)
	case q.Max > 0 && len(picks) > q.Max:
		return pickAtMost(q.Max, len(picks))
	}
	return ""
}

func hasExclusive(q *survey.Question, picks []string) bool {
	return slices.ContainsFunc(picks, func(id string) bool {
		o, _ := q.Option(id)
		return o.Exclusive
	})
}

func (p *parser) scale(q *survey.Question) {
	posted := strings.TrimSpace(p.form.Get(q.ID))
	if posted == "" {
		if q.Required {
			p.problem(q, pickSomething(q))
		}
		return
	}
	n, err := strconv.Atoi(posted)
	if err != nil || n < q.Points[0].Value || n > q.Points[len(q.Points)-1].Value || len(p.form[q.ID]) > 1 {
		p.problem(q, pickOnScale(q))
		return
	}
	p.answers[q.ID] = Answer{Number: n}
}

func (p *parser) text(q *survey.Question) {
	words, message := cleanText(p.form.Get(q.ID), q.MaxLength, q.Kind == survey.Long)
	switch {
	case message != "":
		p.problem(q, message)
	case words == "" && q.Required:
		p.problem(q, writeSomething(q))
	case words == "":
	case q.Kind == survey.Email && !ValidEmail(words):
		p.problem(q, notAnAddress)
	case q.Personal():
		p.details().Fields[q.ID] = words
	default:
		p.answers[q.ID] = Answer{Text: words}
	}
}

const maxOther = 200

// cleanText trims and normalises line ends, and drops control characters, which no keyboard
// types into a field but which break spreadsheets.
func cleanText(posted string, maxLength int, lines bool) (string, survey.Text) {
	if !utf8.ValidString(posted) {
		return "", notReadable
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
	return text, ""
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
