package response

import (
	"net/url"

	"muster/internal/survey"
)

// OtherField is the form field that holds the own words beside a question's "other".
func OtherField(question string) string { return question + ".other" }

// RankField is the form field that holds the place, from 1, of one option of a Ranking.
func RankField(question, option string) string { return question + "." + option }

// Given is what a respondent gave.
type Given struct {
	Answers  Answers
	Contact  *Contact // nil when there is none
	NotShown []string // ids of questions that were not shown because of other answers, in survey order
}

// Parse reads a posted form. A question's field is named by its id and repeated once a pick; own
// words beside "other" stand in OtherField, the places of a Ranking in RankField. Fields the survey
// does not know are ignored: browsers and extensions add their own. What was posted for a question
// that the other answers leave unshown does not count. When problems is not empty what was given must
// not be stored. Messages are in the survey's language.
//
// A form that is filled in page by page is parsed as a whole after every page: the fields posted so
// far give the steps to come through NextStep, and Problems.In tells what is wrong on the page.
func Parse(s *survey.Survey, form url.Values) (Given, Problems) {
	p := parser{survey: s, form: form, course: course{survey: s, open: true, answers: make(Answers, len(s.Questions))}}
	for i, q := range s.Questions {
		if p.course.shows(q) {
			p.question(q, levels(s.Questions[i+1:], q))
		}
	}
	p.something()
	return Given{Answers: p.course.answers, Contact: p.contact, NotShown: p.course.hidden}, p.problems
}

type parser struct {
	survey   *survey.Survey
	form     url.Values
	course   course
	contact  *Contact
	problems Problems
}

func (p *parser) question(q *survey.Question, levels []*survey.Question) {
	switch {
	case q.Kind == survey.Agree:
		p.consent(q)
	case q.Kind == survey.Ranking:
		p.ranking(q)
	case q.Choice():
		p.choice(q, levels)
	case q.Kind == survey.Scale:
		p.scale(q)
	case q.Kind == survey.Number:
		p.number(q)
	case q.Kind == survey.Date:
		p.date(q)
	default:
		p.text(q)
	}
}

// something asks for at least one answer: a form sent empty, as by a tap too early, says nothing
// and would still count as a respondent. Contact details alone are an answer of a kind.
func (p *parser) something() {
	if len(p.course.answers) > 0 || p.contact != nil || len(p.problems) > 0 {
		return
	}
	for _, q := range p.survey.Questions {
		if !p.course.isHidden(q.ID) {
			p.problem(q, fault{key: "nothing"})
			p.problems[0].Whole = true
			return
		}
	}
}

func (p *parser) problem(q *survey.Question, f fault) {
	p.problems = append(p.problems, Problem{Question: q.ID, Message: f.in(p.survey.Language)})
}

func (p *parser) answer(q *survey.Question, a Answer) { p.course.answers[q.ID] = a }

func (p *parser) details() *Contact {
	if p.contact == nil {
		p.contact = &Contact{Fields: map[string]string{}}
	}
	return p.contact
}

func (p *parser) consent(q *survey.Question) {
	if p.form.Get(q.ID) != "" {
		c := p.details()
		c.Consent, c.Statement, c.Notice = true, string(q.Statement), string(p.survey.Privacy)
	}
}
