package importer

import (
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

// settle notes which questions this survey would not have shown. The foreign form may have had rules
// of its own: what somebody answered there was shown there, so it is kept and not among them. Who picks
// an option of a level picks it in the question that the level is part of.
func settle(s *survey.Survey, out *response.Response) {
	settled := maps.Clone(out.Answers)
	for _, id := range response.Settle(s, settled) {
		_, answered := out.Answers[id]
		if !answered && (out.Contact == nil || out.Contact.Fields[id] == "") {
			out.NotShown = append(out.NotShown, id)
		}
	}
	maps.Copy(out.Answers, settled)
}
