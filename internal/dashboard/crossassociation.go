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
		{Key: "cramers_v", Label: "Cramer's V", Value: strconv.FormatFloat(a.V, 'f', 2, 64), Number: new(a.V),
			Note: x.strength(a.V) + ", by Cohen's convention (1988)"},
	}
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

// expectedCaution warns where chi-square is only a rough guide: by Cochran's rule where fewer than 5
// people are to be expected in more than a fifth of the cells, or fewer than one in any (W. G. Cochran,
// Some methods for strengthening the common chi-square tests, Biometrics 10, 1954).
func (x *crossed) expectedCaution() string {
	few, all, least := 0, 0, math.Inf(1)
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
	if few*5 <= all && least >= 1 {
		return "chance alone, if the two had nothing to do with each other"
	}
	return fmt.Sprintf("a rough guide only: fewer than 5 people are to be expected in %s of %s cells", thousands(few), thousands(all))
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
