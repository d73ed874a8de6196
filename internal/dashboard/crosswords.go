package dashboard

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"muster/internal/analysis"
	"muster/internal/survey"
)

// mostStandouts is how many cells are told in sentences; beyond it a reader looks at the drawing.
const mostStandouts = 8

// standouts are the marked cells, the most striking first.
func (x *crossed) standouts() []crossedCell {
	marked := slices.DeleteFunc(x.all(), func(c crossedCell) bool { return c.mark == Unmarked })
	slices.SortStableFunc(marked, func(a, b crossedCell) int {
		return cmp.Compare(math.Abs(b.residual), math.Abs(a.residual))
	})
	return marked
}

// finding names the cell that stands out most on the side of more.
func (x *crossed) finding() string {
	marked := x.standouts()
	best := slices.IndexFunc(marked, func(c crossedCell) bool { return c.mark == More })
	switch {
	case x.base < least || x.nested():
		return ""
	case x.tests == 0:
		if x.chosen() {
			return "No cell is tested: the others are filtered by, or too few people stand behind them."
		}
		return "No cell is tested: too few people stand behind each share, or behind what it is held against."
	case len(marked) == 0:
		return "No cell stands out by more than chance explains."
	case best < 0:
		return ""
	}
	c := marked[best]
	count, others := x.rest(c)
	return fmt.Sprintf("Stands out most: %s by %s, %s against %s of everybody else (%s).",
		x.colCats[c.col].label, x.rowCats[c.row].label, percent(x.share(c)), percent(part(count, others)), differenceWords(x.difference(c)))
}

// difference compares the people of a cell's row with everybody else. They are different people.
func (x *crossed) difference(c crossedCell) analysis.Interval {
	count, others := x.rest(c)
	return analysis.Newcombe(c.count, x.rowTotals[c.row], count, others)
}

// points says what stands out, one cell a sentence.
func (x *crossed) points() []string {
	var all []string
	for _, c := range x.standouts()[:min(mostStandouts, len(x.standouts()))] {
		all = append(all, fmt.Sprintf("%s: %s, %s; %s.", x.pair(c), x.against(c), differenceWords(x.difference(c)), evidence(c.adjusted)))
	}
	return all
}

// pair names a cell.
func (x *crossed) pair(c crossedCell) string {
	return fmt.Sprintf("“%s” by “%s”", x.colCats[c.col].label, x.rowCats[c.row].label)
}

// against sets the two shares that are compared side by side, each with its base.
func (x *crossed) against(c crossedCell) string {
	count, others := x.rest(c)
	return fmt.Sprintf("%s of %s (%s) against %s of %s others (%s)", thousands(c.count), thousands(x.rowTotals[c.row]), percent(x.share(c)),
		thousands(count), thousands(others), percent(part(count, others)))
}

// evidence says a p below 5 % in words. The bounds are those in common use; none is a law of nature.
func evidence(adjusted float64) string {
	switch {
	case adjusted < .001:
		return "very strong evidence (adjusted p below 0.001)"
	case adjusted < .01:
		return fmt.Sprintf("strong evidence (adjusted p %s)", probability(adjusted))
	}
	return fmt.Sprintf("evidence (adjusted p %s)", probability(adjusted))
}

// probability writes a p so that small ones are told apart and none is said to be nothing.
func probability(p float64) string {
	switch {
	case p < .001:
		return "below 0.001"
	case p < .1:
		return strconv.FormatFloat(p, 'f', 3, 64)
	}
	return strconv.FormatFloat(p, 'f', 2, 64)
}

// differenceWords says the interval of a difference in points.
func differenceWords(i analysis.Interval) string {
	switch {
	case i.Low > 0:
		return pointsBetween(i.Low, i.High) + " points more"
	case i.High < 0:
		return pointsBetween(-i.High, -i.Low) + " points fewer"
	}
	return fmt.Sprintf("from %s points fewer to %s more", pointsWord(-i.Low, 0), pointsWord(i.High, 0))
}

// pointsBetween writes two ends in points, with a decimal where whole ones would say that they are one, or nothing.
func pointsBetween(low, high float64) string {
	decimals := 0
	if math.Round(low*100) == 0 && low > 0 || math.Round(low*100) == math.Round(high*100) {
		decimals = 1
	}
	return pointsWord(low, decimals) + "–" + pointsWord(high, decimals)
}

func pointsWord(share float64, decimals int) string {
	return strconv.FormatFloat(round(round(share*100, 9), decimals), 'f', decimals, 64)
}

// remark is the sharpest difference between roles in what they want, for the opening of the page.
func (x *crossed) remark(p *Panel, in input) {
	if x.rows.question == nil || x.columns.question == nil || x.base < ample ||
		x.rows.question.Purpose != survey.Role || x.columns.question.Purpose != survey.Topic {
		return
	}
	for _, c := range x.standouts() {
		i := x.difference(c)
		if i.Low <= 0 && i.High >= 0 {
			continue // the test and the interval disagree at the edge: nothing to open a page with
		}
		p.remarks = append(p.remarks, remark{
			topic: aboutDifference, weight: math.Abs(c.residual),
			text: fmt.Sprintf("%s stands out most from what %s picked: %s, %s (95%%), beyond what chance explains in all %s cells tested together.",
				x.pair(c), in.whom(x.base), x.against(c), differenceWords(i), thousands(x.tests)),
		})
		return
	}
}
