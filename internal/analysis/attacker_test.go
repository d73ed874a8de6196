package analysis_test

import (
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// span is what the attacker knows of a number.
type span struct{ low, high int }

// knowledge is what somebody works out of a published table by narrowing intervals again and again.
type knowledge struct {
	base       int
	rows, cols []span
	cells      [][]span
	several    [2]bool // more than one category may be picked
	changed    bool
}

func (p poll) know(t *tally.Table, shown analysis.Shown) *knowledge {
	k := &knowledge{base: t.Base, several: p.many}
	read := func(public bool, n int) span {
		if public {
			return span{n, n}
		}
		return span{0, t.Base}
	}
	for r, n := range t.Axes[0].Totals {
		k.rows = append(k.rows, read(shown.Axes[0].Totals[r], n))
		line := make([]span, p.cols)
		for c := range line {
			line[c] = read(shown.Cells[r*p.cols+c], t.Cell(r, c))
		}
		k.cells = append(k.cells, line)
	}
	for c, n := range t.Axes[1].Totals {
		k.cols = append(k.cols, read(shown.Axes[1].Totals[c], n))
	}
	return k
}

// narrow applies every rule once.
func (k *knowledge) narrow() {
	base := span{k.base, k.base}
	k.addUp(pointers(k.rows), &base, k.several[0])
	k.addUp(pointers(k.cols), &base, k.several[1])
	for r := range k.rows {
		k.addUp(pointers(k.cells[r]), &k.rows[r], k.several[1])
		for c := range k.cols {
			k.both(&k.cells[r][c], &k.rows[r], &k.cols[c])
		}
	}
	for c := range k.cols {
		var line []*span
		for r := range k.rows {
			line = append(line, &k.cells[r][c])
		}
		k.addUp(line, &k.cols[c], k.several[0])
	}
}

// addUp knows that parts are the total together, or at least that where they overlap.
func (k *knowledge) addUp(parts []*span, total *span, overlap bool) {
	low, high := 0, 0
	for _, p := range parts {
		low, high = low+p.low, high+p.high
	}
	for _, p := range parts {
		k.atLeast(p, total.low-(high-p.high))
		if !overlap {
			k.atMost(p, total.high-(low-p.low))
		}
	}
	k.atMost(total, high)
	if !overlap {
		k.atLeast(total, low)
	}
}

// both knows that who is in a cell is in its row and column, and who is in neither is somebody.
func (k *knowledge) both(cell, row, col *span) {
	k.atMost(cell, min(row.high, col.high))
	k.atLeast(cell, row.low+col.low-k.base)
	k.atLeast(row, cell.low)
	k.atLeast(col, cell.low)
	k.atMost(row, k.base-col.low+cell.high)
	k.atMost(col, k.base-row.low+cell.high)
}

func (k *knowledge) atLeast(s *span, n int) {
	if n > s.low {
		s.low, k.changed = n, true
	}
}

func (k *knowledge) atMost(s *span, n int) {
	if n < s.high {
		s.high, k.changed = n, true
	}
}

func pointers(spans []span) []*span {
	all := make([]*span, len(spans))
	for i := range spans {
		all[i] = &spans[i]
	}
	return all
}

// attack narrows until nothing changes, what one version tells of the next included: answers are only
// added, no more to a number than to the base.
func attack(versions []*knowledge) {
	for range 200 {
		changed := false
		for i, k := range versions {
			k.changed = false
			k.narrow()
			if i > 0 {
				k.follow(versions[i-1])
			}
			changed = changed || k.changed
		}
		if !changed {
			return
		}
	}
}

func (k *knowledge) follow(before *knowledge) {
	later, earlier := k.all(), before.all()
	for i, s := range later {
		k.atLeast(s, earlier[i].low)
		k.atMost(s, earlier[i].high+k.base-before.base)
		k.atMost(earlier[i], s.high)
		k.atLeast(earlier[i], s.low-k.base+before.base)
	}
}

func (k *knowledge) all() []*span {
	all := append(pointers(k.rows), pointers(k.cols)...)
	for r := range k.cells {
		all = append(all, pointers(k.cells[r])...)
	}
	return all
}

// found fails the test where a small number is known more exactly than to the threshold.
func found(t *testing.T, truth *tally.Table, k *knowledge, threshold int) {
	t.Helper()
	numbers := append(append(append([]int(nil), truth.Axes[0].Totals...), truth.Axes[1].Totals...), truth.Cells...)
	for i, s := range k.all() {
		if s.low > numbers[i] || s.high < numbers[i] {
			t.Fatalf("the attacker is wrong: %d is not %+v", numbers[i], *s)
		}
		if numbers[i] < threshold && s.high-s.low < threshold-1 {
			t.Fatalf("%+v: number %d is %d, known as %+v", truth, i, numbers[i], *s)
		}
	}
}

func randomPoll(random *rand.Rand) poll {
	return poll{rows: 2 + random.IntN(7), cols: 2 + random.IntN(5), many: [2]bool{random.IntN(2) == 0, random.IntN(4) == 0}}
}

func TestNobodyIsFoundByIntervals(t *testing.T) {
	random := rand.New(rand.NewPCG(23, 44))
	var cells, shownCells int
	for range 3000 {
		p := randomPoll(random)
		crowd := newAudience(random, p)
		truth := p.table(crowd.come(30 + random.IntN(1500)))
		shown := analysis.Suppress(truth, 10, analysis.Shown{})
		if !shown.Base {
			continue
		}
		k := p.know(truth, shown)
		attack([]*knowledge{k})
		found(t, truth, k, 10)
		for i, public := range shown.Cells {
			if truth.Cells[i] >= 10 {
				cells++
				if public {
					shownCells++
				}
			}
		}
	}
	if share := float64(shownCells) / float64(cells); share < .5 {
		t.Errorf("only %.3f of the cells that are large enough are shown", share)
	} else {
		t.Logf("%.3f of the cells that are large enough are shown", share)
	}
}

func TestNobodyIsFoundBySubtractingVersions(t *testing.T) {
	random := rand.New(rand.NewPCG(25, 44))
	for range 400 {
		p := randomPoll(random)
		crowd := newAudience(random, p)
		var versions []*knowledge
		var truths []*tally.Table
		var shown analysis.Shown
		answers := 30 + random.IntN(300)
		for range 6 {
			truth := p.table(crowd.come(analysis.Batch(answers, 10) - crowd.size))
			if shown = analysis.Suppress(truth, 10, shown); !shown.Base {
				break
			}
			truths, versions = append(truths, truth), append(versions, p.know(truth, shown))
			answers += 5 + random.IntN(60)
		}
		attack(versions)
		for i, k := range versions {
			found(t, truths[i], k, 10)
		}
	}
}

// audience is where people come from: some categories are popular, some hardly known, and one
// question has to do with the other.
type audience struct {
	random *rand.Rand
	poll   poll
	likes  [2][]float64
	kinds  []answers
	people []int
	at     map[answers]int
	size   int
}

func newAudience(random *rand.Rand, p poll) *audience {
	a := &audience{random: random, poll: p, at: map[answers]int{}}
	for i, n := range []int{p.rows, p.cols} {
		for range n {
			a.likes[i] = append(a.likes[i], random.ExpFloat64()*random.ExpFloat64()+.01)
		}
	}
	return a
}

// come adds people and gives everybody.
func (a *audience) come(people int) ([]answers, []int) {
	for range people {
		rows := a.pick(0)
		cols := a.pick(1)
		if a.random.IntN(3) == 0 && !a.poll.many[1] {
			cols = 1 << (int(rows) % a.poll.cols)
		}
		who := answers{rows, cols}
		if _, known := a.at[who]; !known {
			a.at[who] = len(a.kinds)
			a.kinds, a.people = append(a.kinds, who), append(a.people, 0)
		}
		a.people[a.at[who]]++
		a.size++
	}
	return a.kinds, a.people
}

func (a *audience) pick(question int) uint {
	total := 0.
	for _, like := range a.likes[question] {
		total += like
	}
	var picked uint
	for more := true; more; more = a.poll.many[question] && a.random.IntN(2) == 0 {
		at, left := 0, a.random.Float64()*total
		for ; at < len(a.likes[question])-1 && left > a.likes[question][at]; at++ {
			left -= a.likes[question][at]
		}
		picked |= 1 << at
	}
	return picked
}
