package results

import (
	"slices"

	"muster/internal/survey"
	"muster/internal/tally"
)

// table makes the table that is to be public of what was counted: of a ranking the first places, and
// nobody who picked "none of these", so that the base is of people who picked something.
func (p Panel) table(s *survey.Survey, counted tally.Table) *tally.Table {
	if q := s.Question(p.Rows); q.Kind == survey.Ranking {
		return firstPlaces(&counted)
	}
	t := &counted
	for axis, question := range p.questions() {
		for _, o := range s.Question(question).Options {
			if o.Exclusive {
				t = without(t, axis, o.ID)
			}
		}
	}
	return t
}

// firstPlaces counts each person once: under the option that they put first.
func firstPlaces(t *tally.Table) *tally.Table {
	first := &tally.Table{Base: t.Base, Axes: []tally.Axis{{Dimension: t.Axes[0].Dimension, Categories: t.Axes[0].Categories}}}
	at := slices.Index(t.Axes[1].Categories, "1")
	for r := range t.Axes[0].Categories {
		n := 0
		if at >= 0 {
			n = t.Cell(r, at)
		}
		first.Axes[0].Totals = append(first.Axes[0].Totals, n)
	}
	first.Cells = first.Axes[0].Totals
	return first
}

// without takes away everybody who is in a category that excludes all others of its axis.
func without(t *tally.Table, axis int, category string) *tally.Table {
	at := slices.Index(t.Axes[axis].Categories, category)
	if at < 0 {
		return t
	}
	left := &tally.Table{Base: t.Base - t.Axes[axis].Totals[at]}
	for a, x := range t.Axes {
		kept := tally.Axis{Dimension: x.Dimension, Categories: slices.Clone(x.Categories), Totals: slices.Clone(x.Totals)}
		if a == axis {
			kept.Categories, kept.Totals = slices.Delete(kept.Categories, at, at+1), slices.Delete(kept.Totals, at, at+1)
		}
		left.Axes = append(left.Axes, kept)
	}
	if len(t.Axes) == 1 {
		left.Cells = left.Axes[0].Totals
		return left
	}
	other := left.Axes[1-axis].Totals
	for r := range t.Axes[0].Categories {
		for c := range t.Axes[1].Categories {
			across := [2]int{r, c}
			if across[axis] == at {
				other[across[1-axis]] -= t.Cell(r, c)
			} else {
				left.Cells = append(left.Cells, t.Cell(r, c))
			}
		}
	}
	return left
}

// single tells whether nobody is in two categories of the panel's only axis.
func (p Panel) single(s *survey.Survey) bool {
	q := s.Question(p.Rows)
	return p.Columns == "" && (q.Single() || !q.Choice() || q.Kind == survey.Ranking || q.Max == 1)
}
