package importer

import (
	"fmt"
	"maps"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
)

// unsettled tells whether what one question was answered with says something about another.
func unsettled(s *survey.Survey) bool {
	return slices.ContainsFunc(s.Sections, func(section *survey.Section) bool { return section.ShowIf != nil }) ||
		slices.ContainsFunc(s.Questions, func(q *survey.Question) bool { return q.ShowIf != nil || q.LevelOf != "" })
}

// settle notes which questions this survey would not have shown, and tells how many of those are
// answered. The foreign form may have had rules of its own: what somebody answered there was shown
// there, so it is kept and not among them. Who picks an option of a level picks it in the question that
// the level is part of.
func settle(s *survey.Survey, out *response.Response) (kept int) {
	settled := maps.Clone(out.Answers)
	for _, id := range response.Settle(s, settled) {
		_, answered := out.Answers[id]
		if answered || out.Contact != nil && out.Contact.Fields[id] != "" {
			kept++
		} else {
			out.NotShown = append(out.NotShown, id)
		}
	}
	maps.Copy(out.Answers, settled)
	return kept
}

// oddities say what shows only in whole rows: answers at questions that this survey would not have
// shown, and rankings that were left out.
func (r *rows) oddities(s *survey.Survey) []string {
	if !r.settles && !slices.ContainsFunc(r.bindings, func(b *binding) bool { return b.question.Kind == survey.Ranking }) {
		return nil
	}
	kept, left := 0, 0
	for _, row := range r.kept {
		out := &response.Response{Answers: response.Answers{}}
		left += r.fill(out, row)
		kept += settle(s, out)
	}
	var lines []string
	if kept > 0 {
		lines = append(lines, fmt.Sprintf("%s at questions that this survey would not have shown after the other answers; they are kept.",
			plural(kept, "answer stands", "answers stand")))
	}
	if left > 0 {
		lines = append(lines, fmt.Sprintf("%s one place twice and were left out.", plural(left, "ranking gives", "rankings give")))
	}
	return lines
}
