package web

import (
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/words"
)

// slotLines names the picked parts of the day, a day a line.
func (a telling) slotLines(q *survey.Question, given response.Answer) []string {
	var lines, strays []string
	for _, day := range q.Groups {
		var parts []string
		for _, part := range q.Parts {
			if slices.Contains(given.Picks, day.ID+"_"+part.ID) {
				parts = append(parts, string(part.Label))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, a.words.Say("receipt.group", words.T("group", day.Label), words.T("option", a.list(parts))))
		}
	}
	for _, id := range given.Picks {
		if o, at := q.Option(id); at < 0 || groupLabel(q, o.Group) == "" {
			strays = append(strays, a.option(q, id, given.Other))
		}
	}
	return append(lines, strays...)
}
