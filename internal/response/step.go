package response

import (
	"slices"

	"muster/internal/survey"
)

// Shown tells whether a question was shown to whoever gave this.
func (g Given) Shown(question string) bool { return !slices.Contains(g.NotShown, question) }

// NextStep gives the first step behind the step after (-1: the first of all) in which at least one
// question is shown; ok is false when there is none and the form is complete. Steps are numbered as
// Survey.Steps has them. given is what Parse made of all fields posted so far, with or without
// problems: no question of a step hangs on an answer in that step or behind it, so what is shown in
// the next step is certain once the problems of this one are mended.
func NextStep(s *survey.Survey, given Given, after int) (step int, ok bool) {
	steps := s.Steps()
	for i := max(after+1, 0); i < len(steps); i++ {
		if given.shows(steps[i]) {
			return i, true
		}
	}
	return 0, false
}

// PreviousStep gives the last step before the step before in which at least one question is shown;
// ok is false when there is none.
func PreviousStep(s *survey.Survey, given Given, before int) (step int, ok bool) {
	steps := s.Steps()
	for i := min(before, len(steps)) - 1; i >= 0; i-- {
		if given.shows(steps[i]) {
			return i, true
		}
	}
	return 0, false
}

func (g Given) shows(step survey.Step) bool {
	return slices.ContainsFunc(step.Questions, func(q *survey.Question) bool { return g.Shown(q.ID) })
}

// In returns the problems of some questions, as those of one step. A problem of the form as a whole is
// not among them: it is nobody's fault before the last step has been sent.
func (ps Problems) In(questions []*survey.Question) Problems {
	var in Problems
	for _, p := range ps {
		if !p.Whole && slices.ContainsFunc(questions, func(q *survey.Question) bool { return q.ID == p.Question }) {
			in = append(in, p)
		}
	}
	return in
}

// Step gives the first step with a problem, where whoever has come to the end must go back to; -1
// when there is no problem. A problem of the form as a whole stands where its question does.
func (ps Problems) Step(s *survey.Survey) int {
	return slices.IndexFunc(s.Steps(), func(step survey.Step) bool {
		return slices.ContainsFunc(step.Questions, func(q *survey.Question) bool { return ps.Of(q.ID) != "" })
	})
}
