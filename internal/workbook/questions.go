package workbook

import (
	"muster/internal/survey"
)

const questionsHead = 4

// layQuestions puts every countable question that has no sheet of its own on one sheet, so that
// nothing that was asked is missing, and beneath them what shares alone do not show.
func (b *book) layQuestions() error {
	var rest []*counted
	for _, c := range b.found.questions {
		if c != b.found.topic && c != b.found.role {
			rest = append(rest, c)
		}
	}
	if len(rest) == 0 {
		return nil
	}
	s := b.add("Questions")
	s.plain()
	s.headTitle("All other questions", readShare)
	s.back(1, 3)
	var rows [][]any
	for _, c := range rest {
		lines := c.shown()
		first := questionsHead + 1 + len(rows)
		b.places[c.question.ID] = ranges{s, 2, 5, first, first + len(lines) - 1, len(lines), 0}
		for _, l := range lines {
			rows = append(rows, append([]any{c.title, l.label, l.group}, b.lineShares(c, l)...))
		}
		for _, g := range ranked(c.groups) {
			rows = append(rows, append([]any{c.title, "Any of: " + g.label, g.label}, b.groupShares(c, g)...))
		}
	}
	columns := append([]column{{title: "Question", width: 40, style: b.style.text}}, b.lineColumns("Answer", true)...)
	last := s.table("Questions", questionsHead, columns, rows)
	s.shareBars(5, questionsHead+1, last)
	row := last + 2
	for _, lay := range []func(*sheet, int, []*counted) int{b.layScales, b.layRanks, b.layNumbers, b.layTimes, b.layOrigins} {
		row = lay(s, row, rest)
	}
	s.freeze(2, questionsHead)
	s.print(questionsHead)
	s.printArea(s.columns)
	beside := s.columns + 2 // the widest of the tables
	for _, c := range rest {
		place := b.places[c.question.ID]
		place.whiskers = beside
		b.places[c.question.ID] = place
	}
	b.layWhiskers(s, whisking{left: beside, top: questionsHead, first: questionsHead + 1, last: last, value: 5, low: 6, high: 7})
	return s.done()
}

// shown gives the lines in the order in which they tell most: picks by people, and what are steps in
// their order. The ranges of numbers and days in which nobody is, before the first and after the last
// with somebody, are left out.
func (c *counted) shown() []line {
	switch c.question.Kind {
	case survey.Many, survey.Ranking:
		return ranked(c.options)
	case survey.Number, survey.Date:
		first, last := 0, len(c.options)
		for first < last && c.options[first].people == 0 {
			first++
		}
		for last > first && c.options[last-1].people == 0 {
			last--
		}
		if first < last {
			return c.options[first:last]
		}
	}
	return c.options
}
