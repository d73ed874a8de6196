package web

import (
	"maps"
	"slices"
	"strconv"

	"muster/internal/response"
	"muster/internal/survey"
)

// strays lists answers to questions that the survey no longer asks, by the questions' ids: they are
// kept, so their respondent sees them.
func (a telling) strays() []entry {
	var all []entry
	for _, id := range slices.Sorted(maps.Keys(a.answers)) {
		if a.survey.Question(id) == nil {
			all = append(all, entry{Question: survey.Text(id), Lines: bare(a.answers[id])})
		}
	}
	if a.contact == nil {
		return all
	}
	for _, id := range slices.Sorted(maps.Keys(a.contact.Fields)) {
		if a.survey.Question(id) == nil {
			all = append(all, entry{Question: survey.Text(id), Lines: []string{a.contact.Fields[id]}})
		}
	}
	return all
}

// bare tells an answer without its question.
func bare(given response.Answer) []string {
	lines := append([]string(nil), given.Picks...)
	for _, told := range []string{given.Other, given.Text} {
		if told != "" {
			lines = append(lines, told)
		}
	}
	if len(lines) == 0 {
		lines = []string{strconv.Itoa(given.Number)}
	}
	return lines
}
