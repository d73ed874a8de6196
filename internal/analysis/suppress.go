package analysis

import "muster/internal/tally"

// Shown tells which numbers of a table may stand on a public page. Its zero value shows nothing.
type Shown struct {
	Base  bool
	Axes  []ShownAxis // as in the table
	Cells []bool      // as in the table; of a table with one axis the same as its totals
}

// ShownAxis tells which totals of an axis may be shown.
type ShownAxis struct {
	Categories []string
	Totals     []bool
}

const defaultThreshold = 10

// Suppress decides what of a table may be public: a number that stands for fewer people than the
// threshold (10 where it is 0), nobody included, is not shown, and neither are as many others as it
// takes that nobody can work it out. The same holds for what is left of a total or of the base by
// taking a shown number away.
//
// What is guaranteed: for every number that is not shown for being small, the numbers shown, with all
// that follows from sums, still allow threshold values one after another, beginning with 0 or, where
// the totals alone rule 0 out, with the least they allow. For this a category with too few people is
// left out with all its cells, together with others until they hold enough; of the other cells more
// are left out along the cheapest paths of a network whose flows are the tables that look the same
// (L. H. Cox, Network models for complementary cell suppression, JASA 90, 1995).
//
// before is what the page shows so far: what was not shown to then stays so, as otherwise two versions
// could be subtracted. The page must not show the table's Responses or NotShown, from which those who
// did not answer could be counted.
func Suppress(t *tally.Table, threshold int, before Shown) Shown {
	if threshold <= 0 {
		threshold = defaultThreshold
	}
	if t.Base < threshold || len(t.Axes) == 0 {
		return Shown{}
	}
	p := newPublic(t, threshold)
	p.remember(before)
	lines := make([]*lines, len(t.Axes))
	for a := range t.Axes {
		lines[a] = p.lines(a)
	}
	shown := p.totals(lines)
	if len(t.Axes) == 1 {
		shown.Cells = shown.Axes[0].Totals
		return shown
	}
	n := newNetwork(p, lines[0], lines[1])
	if !n.protect(threshold) {
		return Shown{}
	}
	shown.Cells = n.shown(p, lines[0], lines[1])
	return shown
}

// Batch gives how many of so many answers, the earliest, a public page counts: whole batches only, so
// that two versions never differ by fewer people than a batch. size must be the threshold or more.
func Batch(answers, size int) int {
	if size <= 0 {
		size = defaultThreshold
	}
	return max(0, answers) / size * size
}

// public is a table on its way to a public page.
type public struct {
	table     *tally.Table
	threshold int
	axes      []axis
	cells     [][]int
	hidden    map[[2]string]bool // cells not shown before, by category
}

// axis is an axis of the table.
type axis struct {
	categories []string
	totals     []int
	// exclusive tells whether nobody is in two categories, as far as the sums tell. Its last total is
	// then that of people in none of the categories, where there are any.
	exclusive bool
	hidden    map[string]bool // categories not shown before
}

func newPublic(t *tally.Table, threshold int) *public {
	p := &public{table: t, threshold: threshold, hidden: map[[2]string]bool{}}
	for _, a := range t.Axes {
		p.axes = append(p.axes, axis{a.Categories, append([]int(nil), a.Totals...), true, map[string]bool{}})
	}
	if len(t.Axes) > 1 {
		for r := range t.Axes[0].Categories {
			width := len(t.Axes[1].Categories)
			p.cells = append(p.cells, append([]int(nil), t.Cells[r*width:(r+1)*width]...))
		}
	}
	p.divide()
	return p
}

func (p *public) remember(before Shown) {
	for a, old := range before.Axes {
		for i, c := range old.Categories {
			if a < len(p.axes) && !old.Totals[i] {
				p.axes[a].hidden[c] = true
			}
		}
	}
	if len(before.Axes) < 2 {
		return
	}
	rows, cols := before.Axes[0].Categories, before.Axes[1].Categories
	for i, shown := range before.Cells {
		if !shown {
			p.hidden[[2]string{rows[i/len(cols)], cols[i%len(cols)]}] = true
		}
	}
}

func (p *public) totals(all []*lines) Shown {
	shown := Shown{Base: true}
	for a, l := range all {
		shown.Axes = append(shown.Axes, ShownAxis{p.axes[a].categories, l.shown[:len(p.axes[a].categories)]})
	}
	return shown
}
