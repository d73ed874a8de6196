package web

import (
	"strconv"

	"muster/internal/response"
	"muster/internal/survey"
)

// entry is one answered question in the words of the survey.
type entry struct {
	Question survey.Text
	Lines    []string
}

// entries lists what was answered, in the order of the survey.
func entries(s *survey.Survey, answers response.Answers, contact *response.Contact) []entry {
	var all []entry
	for _, q := range s.Questions {
		if lines := answerLines(q, answers, contact); len(lines) > 0 {
			all = append(all, entry{headed(q), lines})
		}
	}
	return all
}

// headed is a question as it stands alone: a statement of a grid needs the grid's heading.
func headed(q *survey.Question) survey.Text {
	if q.Grid != "" {
		return q.Grid + " – " + q.Title
	}
	return q.Title
}

func answerLines(q *survey.Question, answers response.Answers, contact *response.Contact) []string {
	if q.Personal() {
		return contactLines(q, contact)
	}
	a, answered := answers[q.ID]
	switch {
	case !answered:
		return nil
	case q.Choice():
		return pickLines(q, a)
	case q.Kind == survey.Scale:
		return []string{pointLine(q, a.Number)}
	}
	return []string{a.Text}
}

func contactLines(q *survey.Question, contact *response.Contact) []string {
	switch {
	case contact == nil:
		return nil
	case q.Kind != survey.Agree:
		if words := contact.Fields[q.ID]; words != "" {
			return []string{words}
		}
		return nil
	case contact.Consent:
		return []string{"You agreed: “" + contact.Statement + "”"}
	}
	return []string{"You did not agree, so nobody will write to you."}
}

// pickLines names the picked options. One that the survey no longer has is shown by its id.
func pickLines(q *survey.Question, a response.Answer) []string {
	var lines []string
	for _, id := range a.Picks {
		o, at := q.Option(id)
		line := string(o.Label)
		if at < 0 {
			line = id
		}
		if g := groupLabel(q, o.Group); g != "" {
			line = string(g) + ": " + line
		}
		if o.Written && a.Other != "" {
			line += ": " + a.Other
		}
		lines = append(lines, line)
	}
	return lines
}

func pointLine(q *survey.Question, n int) string {
	line := strconv.Itoa(n)
	for _, p := range q.Points {
		if p.Value == n && p.Label != "" && string(p.Label) != line {
			line += " – " + string(p.Label)
		}
	}
	return line
}
