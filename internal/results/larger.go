package results

import (
	"cmp"
	"slices"

	"muster/internal/tally"
)

// Larger is an answer that is not shown though more people gave it than any that is. It is for founders:
// who reads the page must not learn whether what is hidden is small or large.
type Larger struct {
	Category string
	People   int
	Rest     int // who did not give it
}

// larger are the answers to the panel's first question that make a count easy to misread, the largest first.
func (c Count) larger(t *tally.Table) []Larger {
	most := slices.Max(append([]Number{Hidden}, c.Axes[0].Totals...))
	var all []Larger
	for i, category := range c.Axes[0].Categories {
		at := slices.Index(t.Axes[0].Categories, category)
		if n := t.Axes[0].Totals[at]; !c.Axes[0].Totals[i].Shown() && n > int(most) {
			all = append(all, Larger{category, n, t.Base - n})
		}
	}
	slices.SortStableFunc(all, func(a, b Larger) int { return cmp.Compare(b.People, a.People) })
	return all
}

// Complementary tells whether an answer is hidden because fewer people than the threshold did not give it.
func (l Larger) Complementary(threshold int) bool { return l.Rest < threshold }
