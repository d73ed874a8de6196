package analysis_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"muster/internal/analysis"
	"muster/internal/tally"
)

// The attacker has both versions of a page and goes through all crowds there can have been, and all
// there can have been added.
func TestNobodyIsFoundByTryingAllVersions(t *testing.T) {
	for _, p := range []poll{
		{"one", 4, 0, [2]bool{}, 12, 3},
		{"many", 2, 0, [2]bool{true}, 14, 3},
		{"one by one, 2 by 2", 2, 2, [2]bool{}, 14, 3},
		{"one by one, 2 by 3", 2, 3, [2]bool{}, 9, 2},
		{"many by one", 2, 2, [2]bool{true}, 9, 2},
	} {
		t.Run(p.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(31, 35))
			for range 15 {
				p.subtract(t, random)
			}
		})
	}
}

func (p poll) subtract(t *testing.T, random *rand.Rand) {
	t.Helper()
	kinds := p.kinds()
	first, second, shownFirst, shownSecond := p.tellingTwice(random)
	seenFirst, seenSecond := map[string]map[int]bool{}, map[string]map[int]bool{}
	eachCrowd(len(kinds), first.Base, func(crowd []int) {
		before := p.table(kinds, crowd)
		if !looksTheSame(first, before, shownFirst) {
			return
		}
		eachCrowd(len(kinds), second.Base-first.Base, func(added []int) {
			if after := p.table(kinds, plus(crowd, added)); looksTheSame(second, after, shownSecond) {
				p.note(seenFirst, before)
				p.note(seenSecond, after)
			}
		})
	})
	p.hold(t, first, shownFirst, seenFirst)
	p.hold(t, second, shownSecond, seenSecond)
}

// tellingTwice is a random table of which something is shown, if that can be, and what became of it.
func (p poll) tellingTwice(random *rand.Rand) (first, second *tally.Table, shownFirst, shownSecond analysis.Shown) {
	kinds := p.kinds()
	for tries := 0; ; tries++ {
		crowd := randomCrowd(random, len(kinds), p.people)
		added := randomCrowd(random, len(kinds), p.threshold+random.IntN(2))
		first, second = p.table(kinds, crowd), p.table(kinds, plus(crowd, added))
		shownFirst = analysis.Suppress(first, p.threshold, analysis.Shown{})
		shownSecond = analysis.Suppress(second, p.threshold, shownFirst)
		if slices.Contains(shownFirst.Cells, true) && slices.Contains(shownSecond.Cells, false) || tries == 500 {
			return first, second, shownFirst, shownSecond
		}
	}
}

// hold fails the test where a small number cannot be threshold values one after another.
func (p poll) hold(t *testing.T, truth *tally.Table, shown analysis.Shown, seen map[string]map[int]bool) {
	t.Helper()
	for name, value := range p.numbers(truth) {
		if value < p.threshold && shown.Base && consecutive(seen[name], value) < p.threshold {
			t.Errorf("%+v shown as %+v: %s is %d, may be %v", truth, shown, name, value, seen[name])
		}
	}
}

func plus(a, b []int) []int {
	all := make([]int, len(a))
	for i := range a {
		all[i] = a[i] + b[i]
	}
	return all
}
