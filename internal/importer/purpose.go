package importer

import (
	"fmt"
	"slices"
	"strings"

	"muster/internal/survey"
)

// purposes are those that questions have.
func (inf *inference) purposes() map[survey.Purpose]bool {
	taken := map[survey.Purpose]bool{}
	for _, s := range inf.subjects {
		taken[s.guess.question.Purpose] = true
	}
	return taken
}

// propose gives a question its purpose where its title and its kind leave little doubt and nobody decided about it:
// without purposes, dashboards would have neither topics nor roles. It is said with the question and easily changed.
func (inf *inference) propose() {
	taken := inf.purposes()
	for _, s := range inf.subjects {
		q := s.guess.question
		if d := s.column.decided; d != nil && (d.Kind != "" || d.Purpose != survey.NoPurpose) {
			continue
		}
		purpose, sure := purposeOf(q)
		if !sure || taken[purpose] {
			continue
		}
		taken[purpose] = true
		q.Purpose = purpose
		s.guess.why = append(s.guess.why, fmt.Sprintf("Dashboards take it for %s, by its title.", purposeWords(purpose)))
	}
}

func purposeWords(p survey.Purpose) string {
	return map[survey.Purpose]string{
		survey.Role: "the role of people", survey.Topic: "topics of interest", survey.Speak: "what people could speak about", survey.Help: "how people would help",
	}[p]
}

// purposeOf tells by its title what a dashboard might use a question for. It is sure where the words hardly mean
// anything else, and a question that takes several picks, or a role, has options to count by.
func purposeOf(q *survey.Question) (purpose survey.Purpose, sure bool) {
	if !q.Choice() || q.Purpose != survey.NoPurpose {
		return survey.NoPurpose, false
	}
	title := " " + foldTitle(string(q.Title)) + " "
	has := func(phrases ...string) bool {
		return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(title, " "+p+" ") })
	}
	several := q.Kind == survey.Many || q.Kind == survey.Ranking
	switch {
	case has("speak about", "give a talk", "talk about"):
		return survey.Speak, several
	case has("present"):
		return survey.Speak, false
	case has("role", "roles", "job title", "profession", "what do you do"):
		return survey.Role, (several || q.Kind == survey.One) && q.Grid == ""
	case has("position", "describes you"):
		return survey.Role, false
	case has("topic", "topics", "interested in", "interests", "want to learn", "like to learn"):
		return survey.Topic, several
	case has("subjects"):
		return survey.Topic, false
	case has("volunteer", "help organize", "help organise"):
		return survey.Help, several
	case has("take part", "contribute"):
		return survey.Help, false
	}
	return survey.NoPurpose, false
}
