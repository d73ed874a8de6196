package results

import (
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// Panel is a table that may be public: how often each answer to a question was given, of a ranking how
// often each was put first, or one question by another.
type Panel struct {
	Rows    string // a question
	Columns string // another; "" for none
}

// ID names the panel for good.
func (p Panel) ID() string {
	if p.Columns == "" {
		return p.Rows
	}
	return p.Rows + ":" + p.Columns
}

// mostCells bounds a panel: a larger table is read by nobody, and is mostly of hidden numbers.
const mostCells = 400

// Offered are the panels that a survey can have, in its order: every question whose answers can be
// counted alone and by the role of people.
func Offered(s *survey.Survey) []Panel {
	var all []Panel
	role := s.ByPurpose(survey.Role)
	for _, q := range s.Questions {
		if !countable(q) {
			continue
		}
		all = append(all, Panel{Rows: q.ID})
		if role != nil && crossable(s, q, role) {
			all = append(all, Panel{q.ID, role.ID})
		}
	}
	return all
}

// countable tells whether a question may be public. How many took the last place under an option with a
// quota, the form says itself: together with a panel that would be too much.
func countable(q *survey.Question) bool {
	limited := func(o survey.Option) bool { return o.Quota > 0 }
	return q.Countable() && !q.Personal() && !slices.ContainsFunc(q.Options, limited)
}

func crossable(s *survey.Survey, q, by *survey.Question) bool {
	return q != by && countable(by) && q.Kind != survey.Ranking && by.Kind != survey.Ranking &&
		len(q.Categories())*len(by.Categories()) <= mostCells && !linked(s, q.ID, by.ID)
}

// Clash tells whether two panels must not both be public, now or one after the other: what they count
// of the same question has different bases, or one says of whom the other asks.
func Clash(s *survey.Survey, a, b Panel) bool {
	if a == b {
		return false
	}
	for _, x := range a.questions() {
		for _, y := range b.questions() {
			if x == y || linked(s, x, y) {
				return true
			}
		}
	}
	return false
}

func (p Panel) questions() []string {
	if p.Columns == "" {
		return []string{p.Rows}
	}
	return []string{p.Rows, p.Columns}
}

// linked tells whether one question is asked only because of what was answered to the other.
func linked(s *survey.Survey, a, b string) bool {
	return hangs(s, a, b, map[string]bool{}) || hangs(s, b, a, map[string]bool{})
}

// hangs looks for on among all that a question hangs on, by way of others too.
func hangs(s *survey.Survey, question, on string, seen map[string]bool) bool {
	q := s.Question(question)
	if q == nil || seen[question] {
		return false
	}
	seen[question] = true
	for _, above := range reasons(s, q) {
		if above == on || hangs(s, above, on, seen) {
			return true
		}
	}
	return false
}

// reasons are the questions whose answers decide whether q is asked.
func reasons(s *survey.Survey, q *survey.Question) []string {
	all := conditionOf(q.ShowIf)
	if section := s.Section(q.Section); section != nil {
		all = append(all, conditionOf(section.ShowIf)...)
	}
	if q.LevelOf != "" {
		all = append(all, q.LevelOf)
	}
	return all
}

func conditionOf(c *survey.Condition) []string {
	if c == nil {
		return nil
	}
	var all []string
	if c.Question != "" {
		all = append(all, c.Question)
	}
	for _, part := range append(slices.Clone(c.Every), c.Either...) {
		all = append(all, conditionOf(&part)...)
	}
	return all
}

// query asks for the panel's table. Its filter is the same for everybody and for ever.
func (p Panel) query(s *survey.Survey) tally.Query {
	q := tally.Query{Filter: tally.Filter{Unflagged: true}, By: []tally.Dimension{{Question: p.Rows}}}
	switch {
	case s.Question(p.Rows).Kind == survey.Ranking:
		q.By = append(q.By, tally.Dimension{Question: p.Rows, Unit: tally.Ranks})
	case p.Columns != "":
		q.By = append(q.By, tally.Dimension{Question: p.Columns})
	}
	return q
}

// panelOf finds a panel that the survey can have by its id.
func panelOf(s *survey.Survey, id string) (Panel, bool) {
	offered := Offered(s)
	i := slices.IndexFunc(offered, func(p Panel) bool { return p.ID() == id })
	if i < 0 {
		return Panel{}, false
	}
	return offered[i], true
}
