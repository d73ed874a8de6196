package workbook

import (
	"muster/internal/survey"
)

const questionsHead = 4

// layQuestions puts every countable question that has no sheet of its own on one sheet, so that
// nothing that was asked is missing.
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
	var rows [][]any
	for _, c := range rest {
		lines := c.options
		if c.question.Kind == survey.Many {
			lines = ranked(lines) // the options of One and the points of Scale may be steps: their order tells
		}
		first := questionsHead + 1 + len(rows)
		b.places[c.question.ID] = ranges{s, 2, 5, first, first + len(lines) - 1, len(lines)}
		for _, l := range lines {
			rows = append(rows, append([]any{string(c.question.Title), l.label, l.group}, shares(l.people, c.base)...))
		}
		for _, g := range ranked(c.groups) {
			rows = append(rows, append([]any{string(c.question.Title), "Any of: " + g.label, g.label}, shares(g.people, c.base)...))
		}
	}
	columns := append([]column{{title: "Question", width: 40, style: b.style.text}}, b.lineColumns("Answer", true)...)
	last := s.table("Questions", questionsHead, columns, rows)
	s.shareBars(5, questionsHead+1, last)
	b.layScales(s, last+2, rest)
	s.freeze(2, questionsHead)
	s.print(questionsHead)
	return s.done()
}

// layScales adds the averages of the scales, which shares alone do not show.
func (b *book) layScales(s *sheet, row int, rest []*counted) {
	var rows [][]any
	for _, c := range rest {
		if c.question.Kind != survey.Scale || c.base == 0 {
			continue
		}
		average, median := c.centre()
		points := c.question.Points
		rows = append(rows, []any{
			string(c.question.Title), pointLabel(points[0]) + " … " + pointLabel(points[len(points)-1]), string(c.question.Grid),
			c.base, average, median,
		})
	}
	if len(rows) == 0 {
		return
	}
	s.put(1, row, "Scales at a glance", b.style.block)
	s.table("Scales", row+1, []column{
		{title: "Question", style: b.style.text}, {title: "From … to", style: b.style.text}, {title: "Under the heading", style: b.style.text},
		{title: "People", style: b.style.count}, {title: "Average", style: b.style.average}, {title: "Median", style: b.style.average},
	}, rows)
}

// centre gives the mean and the median of a scale that somebody answered.
func (c *counted) centre() (mean, median float64) {
	sum, total := 0, 0
	for i, l := range c.options {
		sum += c.question.Points[i].Value * l.people
		total += l.people
	}
	if total == 0 {
		return 0, 0
	}
	low, high := c.pointOf((total-1)/2), c.pointOf(total/2)
	return float64(sum) / float64(total), float64(low+high) / 2
}

// pointOf is the value the person at that place gave, when all stand in the order of their values.
func (c *counted) pointOf(place int) int {
	for i, l := range c.options {
		if place -= l.people; place < 0 {
			return c.question.Points[i].Value
		}
	}
	return 0
}
