package results

import (
	"slices"

	"muster/internal/analysis"
	"muster/internal/survey"
	"muster/internal/tally"
)

// newCount is a table with the numbers that may be shown, and no others.
func newCount(t *tally.Table, shown analysis.Shown) Count {
	c := Count{Base: t.Base}
	for i, a := range t.Axes {
		c.Axes = append(c.Axes, Axis{slices.Clone(a.Categories), numbersOf(a.Totals, shown.Axes[i].Totals)})
	}
	if len(t.Axes) == 2 {
		c.Cells = numbersOf(t.Cells, shown.Cells)
	}
	return c
}

func numbersOf(counts []int, shown []bool) []Number {
	all := make([]Number, len(counts))
	for i, n := range counts {
		all[i] = Hidden
		if shown[i] {
			all[i] = Number(n)
		}
	}
	return all
}

// shown is what a count shows, as analysis.Suppress wants to know it.
func (c Count) shown() analysis.Shown {
	s := analysis.Shown{Base: true}
	for _, a := range c.Axes {
		s.Axes = append(s.Axes, analysis.ShownAxis{Categories: slices.Clone(a.Categories), Totals: public(a.Totals)})
	}
	if s.Cells = public(c.Cells); len(c.Axes) == 1 {
		s.Cells = s.Axes[0].Totals
	}
	return s
}

func public(numbers []Number) []bool {
	all := make([]bool, len(numbers))
	for i, n := range numbers {
		all[i] = n.Shown()
	}
	return all
}

// covers tells whether a table still has all categories of the count.
func (c Count) covers(t *tally.Table) bool {
	if len(c.Axes) != len(t.Axes) {
		return false
	}
	for i, a := range c.Axes {
		for _, category := range a.Categories {
			if !slices.Contains(t.Axes[i].Categories, category) {
				return false
			}
		}
	}
	return true
}

// keeps tells whether later shows everything that the count shows: what was public and is not any more
// would still tell how many there are at least.
func (c Count) keeps(later Count) bool {
	places := make([][]int, len(c.Axes))
	for i, a := range c.Axes {
		for at, category := range a.Categories {
			place := slices.Index(later.Axes[i].Categories, category)
			if a.Totals[at].Shown() && !later.Axes[i].Totals[place].Shown() {
				return false
			}
			places[i] = append(places[i], place)
		}
	}
	if len(c.Axes) < 2 {
		return true
	}
	for r, row := range places[0] {
		for col, column := range places[1] {
			if c.Cell(r, col).Shown() && !later.Cell(row, column).Shown() {
				return false
			}
		}
	}
	return true
}

// tells tells whether anything but the base is public.
func (c Count) tells() bool { return slices.ContainsFunc(c.numbers(), Number.Shown) }

// Fits tells whether a survey still has every category of the panel's count, so that it can be read.
func (c Count) Fits(s *survey.Survey, p Panel) bool {
	asked := p.questions()
	if len(asked) != len(c.Axes) {
		return false
	}
	for i, a := range c.Axes {
		known := map[string]bool{}
		for _, category := range s.Question(asked[i]).Categories() {
			known[category.ID] = true
		}
		for _, category := range a.Categories {
			if !known[category] {
				return false
			}
		}
	}
	return true
}
