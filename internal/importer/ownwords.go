package importer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"muster/internal/response"
	"muster/internal/survey"
)

// ownWords ties a column of own words to the question whose line they were written on: “Role [Other]”, beside
// the column “Role”.
func (m *matching) ownWords(c *column) *binding {
	if c.row == "" {
		return nil
	}
	for _, s := range m.languages {
		for _, q := range s.Questions {
			if o, has := q.Written(); has && foldTitle(string(q.Title)) == foldTitle(c.grid) && foldLabel(string(o.Label)) == foldLabel(c.row) {
				return m.lineOf(m.survey.Question(q.ID), c)
			}
		}
	}
	return nil
}

// lineOf ties a column to the line for own words of a question; nil when that has none.
func (m *matching) lineOf(q *survey.Question, c *column) *binding {
	o, has := q.Written()
	if !has {
		return nil
	}
	b := bind(m.config(c, q))
	b.mean = func(cell string) reading { return inOwnWords(cell, o.ID) }
	return b
}

// typed tells that a value is own words for certain: it stands in the column that the tool has for them.
func (c *column) typed(value string) bool {
	return c.beside != nil && slices.ContainsFunc(c.beside.cells, func(cell cell) bool { return cell.text == value })
}

// offers tells that a value is an option for certain: it has a column of its own.
func (c *column) offers(value string) bool {
	return slices.ContainsFunc(c.offered, func(label string) bool { return foldLabel(label) == foldLabel(value) })
}

func inOwnWords(cell, option string) reading {
	own, cut := strings.ReplaceAll(cell, "\n", " "), false
	if utf8.RuneCountInString(own) > longestAnswer {
		own, cut = string([]rune(own)[:longestAnswer]), true
	}
	return reading{answer: response.Answer{Picks: []string{option}, Other: own}, given: true, cut: cut}
}

// joined adds what one column says of a question to what the others say, in the order of the survey. Where one
// option can be picked, the first pick stays.
func joined(q *survey.Question, a, b response.Answer) response.Answer {
	both := response.Answer{Other: a.Other}
	if both.Other == "" {
		both.Other = b.Other
	}
	for _, o := range q.Options {
		if slices.Contains(a.Picks, o.ID) || slices.Contains(b.Picks, o.ID) && (!q.Single() || len(a.Picks) == 0) {
			both.Picks = append(both.Picks, o.ID)
		}
		if o.Written && !slices.Contains(both.Picks, o.ID) {
			both.Other = ""
		}
	}
	return both
}
