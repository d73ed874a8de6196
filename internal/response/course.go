package response

import (
	"slices"

	"muster/internal/survey"
)

// course follows which questions are shown, question by question in the order of the survey. A
// condition sees only answers that count.
type course struct {
	survey  *survey.Survey
	answers Answers
	// doubtful are picks of questions whose answer cannot be taken as it is. What hangs on them is
	// checked at once, so that whoever mends one problem is not shown the next.
	doubtful map[string][]string
	section  string // the one that the last question stood in
	open     bool   // it is shown
	hidden   []string
}

// shows tells whether a question is shown, and keeps in mind that it is not.
func (c *course) shows(q *survey.Question) bool {
	if q.Section != c.section {
		c.section, c.open = q.Section, c.opens(q.Section)
	}
	if c.open && (q.ShowIf == nil || q.ShowIf.Holds(c.picks)) && (q.LevelOf == "" || !c.isHidden(q.LevelOf)) {
		return true
	}
	c.hidden = append(c.hidden, q.ID)
	return false
}

func (c *course) isHidden(question string) bool { return slices.Contains(c.hidden, question) }

func (c *course) opens(section string) bool {
	s := c.survey.Section(section)
	return s == nil || s.ShowIf.Holds(c.picks)
}

// picks are what a condition may ask for.
func (c *course) picks(question string) []string {
	a, answered := c.answers[question]
	if !answered {
		return c.doubtful[question]
	}
	return a.Categories(c.survey.Question(question))
}

func (c *course) doubt(question string, picks []string) {
	if c.doubtful == nil {
		c.doubtful = map[string][]string{}
	}
	c.doubtful[question] = picks
}

// levels are the questions of the ones that follow that are part of q.
func levels(follow []*survey.Question, q *survey.Question) []*survey.Question {
	n := 0
	for n < len(follow) && follow[n].LevelOf == q.ID {
		n++
	}
	return follow[:n]
}

// Settle makes answers that were put together question by question consistent, as Parse would: who
// picks an option of a level picks it in the question that the level is part of, and an answer to a
// question that is not shown is taken out. It changes answers and returns the ids of the questions
// that are not shown, contact details among them.
func Settle(s *survey.Survey, answers Answers) (notShown []string) {
	c := course{survey: s, open: true, answers: answers}
	for i, q := range s.Questions {
		if !c.shows(q) {
			delete(answers, q.ID)
			continue
		}
		for _, level := range levels(s.Questions[i+1:], q) {
			answers.imply(q, answers[level.ID].Picks)
		}
	}
	return c.hidden
}

func (answers Answers) imply(q *survey.Question, picks []string) {
	a := answers[q.ID]
	before := len(a.Picks)
	for _, id := range picks {
		if !slices.Contains(a.Picks, id) {
			a.Picks = append(slices.Clip(a.Picks), id)
		}
	}
	if len(a.Picks) > before {
		a.Picks = inOrder(q, a.Picks)
		answers[q.ID] = a
	}
}
