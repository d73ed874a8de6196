package web

import (
	"slices"
	"strings"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// entry is one answered question in the words of the survey.
type entry struct {
	Question survey.Text
	Lines    []string
	Ranked   bool // the lines are in order of preference
}

// telling tells a person's answers in words, in the language of its survey.
type telling struct {
	survey  *survey.Survey
	words   *words.Words
	answers response.Answers
	contact *response.Contact
}

// entries lists what was answered, in the order of the survey.
func entries(s *survey.Survey, said *words.Words, answers response.Answers, contact *response.Contact) []entry {
	told := telling{s, said, answers, contact}
	var all []entry
	for _, q := range s.Questions {
		if e, answered := told.entry(q); answered {
			all = append(all, e)
		}
	}
	return all
}

// entry tells the answer to one question. A level is told beside the options it is about.
func (a telling) entry(q *survey.Question) (entry, bool) {
	if q.LevelOf != "" {
		return entry{}, false
	}
	e := entry{Question: a.headed(q), Lines: a.lines(q), Ranked: q.Kind == survey.Ranking}
	return e, len(e.Lines) > 0
}

// headed is a question as it stands alone: a statement of a grid needs the grid's heading.
func (a telling) headed(q *survey.Question) survey.Text {
	if q.Grid == "" {
		return q.Title
	}
	return survey.Text(a.words.Say("receipt.statement", words.T("heading", q.Grid), words.T("statement", q.Title)))
}

func (a telling) lines(q *survey.Question) []string {
	if q.Personal() {
		return a.contactLines(q)
	}
	given, answered := a.answers[q.ID]
	switch {
	case !answered:
		return nil
	case q.Kind == survey.Slots:
		return a.slotLines(q, given)
	case q.Choice():
		return a.pickLines(q, given)
	case q.Kind == survey.Scale:
		return []string{a.point(q, given.Number)}
	case q.Kind == survey.Number:
		return []string{a.number(q, given.Text)}
	case q.Kind == survey.Date:
		return []string{a.day(given.Text)}
	}
	return []string{given.Text}
}

func (a telling) contactLines(q *survey.Question) []string {
	switch {
	case a.contact == nil:
		return nil
	case q.Kind != survey.Agree:
		if told := a.contact.Fields[q.ID]; told != "" {
			return []string{told}
		}
		return nil
	case a.contact.Consent:
		return []string{a.words.Say("receipt.agreed", words.T("statement", a.isolated(a.contact.Statement)))}
	}
	return []string{a.words.Say("receipt.not_agreed")}
}

// pickLines names the picked options, each on a line of its own.
func (a telling) pickLines(q *survey.Question, given response.Answer) []string {
	var lines []string
	for _, id := range given.Picks {
		lines = append(lines, a.option(q, id, given.Other))
	}
	return lines
}

// option names an option with all that was said of it. One that the survey no longer has is named by
// its id.
func (a telling) option(q *survey.Question, id, own string) string {
	o, at := q.Option(id)
	line := string(o.Label)
	if at < 0 {
		line = id
	}
	if group := groupLabel(q, o.Group); group != "" {
		line = a.words.Say("receipt.group", words.T("group", group), words.T("option", line))
	}
	if o.Written && own != "" {
		line = a.words.Say("receipt.own", words.T("option", line), words.T("words", a.isolated(own)))
	}
	if levels := a.levels(q, id); len(levels) > 0 {
		line = a.words.Say("receipt.level", words.T("option", line), words.T("levels", a.list(levels)))
	}
	return line
}

// levels are the titles of the levels that were given to an option.
func (a telling) levels(q *survey.Question, option string) []string {
	var titles []string
	for _, level := range a.survey.Questions {
		if level.LevelOf == q.ID && slices.Contains(a.answers[level.ID].Picks, option) {
			titles = append(titles, string(level.Title))
		}
	}
	return titles
}

// isolated keeps somebody's own words, which may be of the other direction, from reordering what they
// stand in on a page that is written from right to left.
func (a telling) isolated(own string) string {
	if a.words.Direction() != "rtl" {
		return own
	}
	const firstStrongIsolate, popIsolate = "\u2068", "\u2069"
	return firstStrongIsolate + own + popIsolate
}

// list joins items as the language does.
func (a telling) list(items []string) string { return strings.Join(items, a.words.Say("form.comma")) }

// same tells whether another entry tells the same of a question.
func (e entry) same(other entry) bool { return slices.Equal(e.Lines, other.Lines) }
