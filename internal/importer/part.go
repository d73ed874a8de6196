package importer

import (
	"regexp"
	"slices"

	"muster/internal/response"
	"muster/internal/survey"
)

// Form tools without slots and rankings ask for them in a grid, “Question [Row]”, with a column for
// every row. A part is such a column: of slots a day or a part of the day, of a ranking an option or a
// place, of picks with levels an option.

// part ties a column to a part of a question; nil when it is none.
func (m *matching) part(c *column) *binding {
	if c.row == "" {
		return nil
	}
	for _, s := range m.languages {
		for _, q := range s.Questions {
			asks := q.Kind == survey.Slots || q.Kind == survey.Ranking || q.Kind == survey.Many
			if !asks || m.used[q.ID] || foldTitle(string(q.Title)) != foldTitle(c.grid) {
				continue
			}
			if b := m.bindPart(c, m.survey.Question(q.ID)); b != nil {
				return b
			}
		}
	}
	return nil
}

func (m *matching) bindPart(c *column, q *survey.Question) *binding {
	switch q.Kind {
	case survey.Ranking:
		return m.rank(c, q)
	case survey.Many:
		return m.leveled(c, q)
	}
	return m.bindBest(c, q, knownSlots(m.said(q), foldLabel(c.row)))
}

// knownSlots are the slots of a day by their part, or of a part by their day.
func knownSlots(said []*survey.Question, row string) map[string]string {
	known := map[string]string{}
	for _, q := range said {
		for _, day := range q.Groups {
			for _, part := range q.Parts {
				id := day.ID + "_" + part.ID
				if foldLabel(string(day.Label)) == row {
					known[foldLabel(string(part.Label))] = id
				}
				if foldLabel(string(part.Label)) == row {
					known[foldLabel(string(day.Label))] = id
				}
			}
		}
	}
	return known
}

var firstDigits = regexp.MustCompile(`\d{1,3}`)

// rank ties a column to one option of a ranking, whose cells are places, or to one place, whose cells
// are options.
func (m *matching) rank(c *column, q *survey.Question) *binding {
	b := bind(m.config(c, q))
	option, known := b.lookup(c.row)
	place := number(firstDigits.FindString(c.row))
	switch {
	case known:
		b.mean = func(cell string) reading { return b.placed(option, number(firstDigits.FindString(cell)), cell) }
	case place >= 1 && place <= len(q.Options):
		b.mean = func(cell string) reading {
			option, _ := b.lookup(cell)
			return b.placed(option, place, cell)
		}
	default:
		return nil
	}
	return b
}

func (b *binding) placed(option string, place int, cell string) reading {
	if option == "" || place < 1 || place > len(b.question.Options) {
		return reading{unknown: []string{cell}}
	}
	return reading{answer: response.Answer{Picks: []string{option}}, place: place, given: true}
}

// places are the options of a row's rankings by the place that each was given.
type places map[*survey.Question]map[int]string

// give puts an option at its place. Where two have one place nobody can say which comes first: the
// place is noted without an option.
func (p places) give(q *survey.Question, option string, place int) {
	if p[q] == nil {
		p[q] = map[int]string{}
	}
	if _, taken := p[q][place]; taken {
		option = ""
	}
	p[q][place] = option
}

// answer adds the rankings to the answers. One in which a place was given twice is left out.
func (p places) answer(answers response.Answers) (left int) {
	for q, options := range p {
		var picks []string
		for place := range len(q.Options) + 1 {
			if option, taken := options[place]; taken {
				picks = append(picks, option)
			}
		}
		if slices.Contains(picks, "") || len(distinct(picks)) < len(picks) {
			left++
			continue
		}
		answers[q.ID] = response.Answer{Picks: picks}
	}
	return left
}
