package dashboard

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"muster/internal/analysis"
)

// association is what a test of the whole table finds: chi-square, its p, and how strongly the two
// questions hang together. There is none where somebody stands in several cells, where one question goes
// on from the other, where the filter makes who is in a row or column, and where too few people answered.
func (x *crossed) association() []Figure {
	if x.base < least || x.nested() || !x.exclusive() || x.chosen() {
		return nil
	}
	counts := make([][]int, len(x.cells))
	for r, line := range x.cells {
		for _, c := range line {
			counts[r] = append(counts[r], c.count)
		}
	}
	a, ok := analysis.ChiSquare(counts)
	if !ok {
		return nil
	}
	return []Figure{
		{Key: "chi_square", Label: "Chi-square", Value: strconv.FormatFloat(a.X2, 'f', 1, 64), Number: new(a.X2), Note: degrees(a.Freedom)},
		{Key: "p", Label: "p", Value: probability(a.P), Number: new(a.P), Note: x.expectedCaution()},
		{Key: "cramers_v_corrected", Label: "Cramer's V, corrected", Value: strconv.FormatFloat(a.Corrected, 'f', 2, 64), Number: new(a.Corrected),
			Note: x.strengthNote(a)},
		{Key: "cramers_v", Label: "Cramer's V", Value: strconv.FormatFloat(a.V, 'f', 2, 64), Number: new(a.V),
			Note: "as it is mostly given; chance alone brings it above 0, the more so the fewer people"},
	}
}

// strengthNote says in words how strong it is, where it is known that there is anything at all.
func (x *crossed) strengthNote(a analysis.Association) string {
	switch {
	case x.roughly():
		return "no word for how strong that is: too few people for the test"
	case a.P > falseMarks:
		return "no word for how strong that is: chance alone may bring it"
	}
	return x.strength(a.Corrected) + ", by Cohen's convention (1988); less what chance adds (Bergsma, 2013)"
}

// chosen tells whether the filter makes who is in some row or column.
func (x *crossed) chosen() bool {
	fixed := func(c category) bool { return c.fixed }
	return slices.ContainsFunc(x.rowCats, fixed) || slices.ContainsFunc(x.colCats, fixed)
}

func degrees(n int) string {
	if n == 1 {
		return "1 degree of freedom"
	}
	return fmt.Sprintf("%s degrees of freedom", thousands(n))
}

// expectedCaution warns where chi-square is only a rough guide.
func (x *crossed) expectedCaution() string {
	if !x.roughly() {
		return "chance alone, if the two had nothing to do with each other"
	}
	few, all, _ := x.thin()
	return fmt.Sprintf("a rough guide only: fewer than 5 people are to be expected in %s of %s cells", thousands(few), thousands(all))
}

// roughly tells, by Cochran's rule, that chi-square is a rough guide only: fewer than 5 people are to be
// expected in more than a fifth of the cells, or fewer than one in any (W. G. Cochran, Some methods for
// strengthening the common chi-square tests, Biometrics 10, 1954).
func (x *crossed) roughly() bool {
	few, all, least := x.thin()
	return few*5 > all || least < 1
}

// thin counts the cells in which fewer than 5 people are to be expected, of all in which somebody can be,
// and gives the fewest that are to be expected in one.
func (x *crossed) thin() (few, all int, least float64) {
	least = math.Inf(1)
	for _, c := range x.all() {
		if x.rowTotals[c.row] == 0 || x.colTotals[c.col] == 0 {
			continue
		}
		e := x.expected(c)
		least = math.Min(least, e)
		if all++; e < 5 {
			few++
		}
	}
	return few, all, least
}

// strength says V in words: Cohen's small, medium and large are .1, .3 and .5 of his effect size w, which
// is V times the root of the fewer rows or columns less one (J. Cohen, Statistical power analysis for the
// behavioral sciences, 2nd edition, 1988).
func (x *crossed) strength(v float64) string {
	w := v * math.Sqrt(float64(min(peopled(x.rowTotals), peopled(x.colTotals))-1))
	switch {
	case w < .1:
		return "next to none"
	case w < .3:
		return "weak"
	case w < .5:
		return "medium"
	}
	return "strong"
}

// peopled counts the categories that somebody is in.
func peopled(totals []int) int {
	n := 0
	for _, t := range totals {
		if t > 0 {
			n++
		}
	}
	return n
}
