package analysis_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/analysis"
)

// manner is how made-up people pick of 20 options: whether they fall into so many crowds of five options
// each, and by how much they differ in how many they pick at all.
type manner struct {
	crowds int
	eager  float64
}

const manyOptions = 20

func (m manner) picks(random *rand.Rand, people int) []analysis.Picks {
	times := map[uint64]int{}
	for range people {
		crowd, eager := -1, 1+random.NormFloat64()*m.eager
		if m.crowds > 0 {
			crowd = random.IntN(m.crowds)
		}
		var mask uint64
		for o := range manyOptions {
			p := .15 + .05*float64(o%5)
			switch {
			case crowd >= 0 && o/5 == crowd:
				p = .55
			case crowd >= 0:
				p *= .7
			}
			if random.Float64() < p*eager {
				mask |= 1 << o
			}
		}
		times[mask]++
	}
	var all []analysis.Picks
	for mask, n := range times {
		all = append(all, analysis.Picks{Options: mask, People: n})
	}
	return all
}

func communities(picks []analysis.Picks) [][]int {
	return analysis.Communities(manyOptions, analysis.Ties(picks, manyOptions))
}

// Among people who pick at random there are no crowds to be claimed, whether all of them pick about
// equally many or some pick much of everything.
func TestNoCrowdsAmongRandomPicks(t *testing.T) {
	const runs = 60
	for _, eager := range []float64{0, .3, .5} {
		for _, people := range []int{40, 263, 2000} {
			random := rand.New(rand.NewPCG(uint64(people), 1))
			claimed := 0
			for range runs {
				if len(communities(manner{eager: eager}.picks(random, people))) > 0 {
					claimed++
				}
			}
			if claimed > runs/20 {
				t.Errorf("%d people, eager %v: crowds claimed in %d of %d runs", people, eager, claimed, runs)
			}
		}
	}
}

// foundWhole tells whether each planted crowd was found whole, with one option more at the most: of the ties
// that are taken for real one in twenty may be owed to chance.
func foundWhole(found, planted [][]int) bool {
	if len(found) != len(planted) {
		return false
	}
	for i, members := range planted {
		missing := slices.ContainsFunc(members, func(o int) bool { return !slices.Contains(found[i], o) })
		if missing || len(found[i]) > len(members)+1 {
			return false
		}
	}
	return true
}

func TestPlantedCrowdsAreFound(t *testing.T) {
	planted := [][]int{{0, 1, 2, 3, 4}, {5, 6, 7, 8, 9}, {10, 11, 12, 13, 14}, {15, 16, 17, 18, 19}}
	for _, crowds := range []int{2, 3, 4} {
		for _, eager := range []float64{0, .4} {
			random := rand.New(rand.NewPCG(uint64(crowds), 2))
			exact, runs := 0, 20
			for range runs {
				found := communities(manner{crowds, eager}.picks(random, 1500))
				slices.SortFunc(found, slices.Compare)
				if foundWhole(found, planted[:crowds]) {
					exact++
				}
			}
			if exact < runs*9/10 {
				t.Errorf("%d crowds, eager %v: found in %d of %d runs", crowds, eager, exact, runs)
			}
		}
	}
}

// The order in which the sets of picks come, and whether equal ones come together, changes nothing.
func TestCommunitiesAreTheSameEveryTime(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	picks := manner{crowds: 3}.picks(random, 600)
	want := communities(picks)
	if len(want) != 3 {
		t.Fatalf("communities = %v", want)
	}
	for range 5 {
		var single []analysis.Picks
		for _, p := range picks {
			for range p.People {
				single = append(single, analysis.Picks{Options: p.Options, People: 1})
			}
		}
		random.Shuffle(len(single), func(i, j int) { single[i], single[j] = single[j], single[i] })
		if diff := cmp.Diff(want, communities(single)); diff != "" {
			t.Errorf("communities (-first +shuffled):\n%s", diff)
		}
	}
}

// strong are strong ties of these pairs.
func strong(pairs ...[2]int) []analysis.Tie {
	var ties []analysis.Tie
	for _, p := range pairs {
		ties = append(ties, analysis.Tie{A: p[0], B: p[1], Beyond: 2, Strong: true})
	}
	return ties
}

func TestCommunitiesOfANetwork(t *testing.T) {
	two := strong([2]int{0, 1}, [2]int{0, 2}, [2]int{1, 2}, [2]int{4, 5}, [2]int{4, 6}, [2]int{5, 6})
	weak := slices.Clone(two)
	for i := range weak {
		weak[i].Strong = false
	}
	var all [][2]int
	for a := range 6 {
		for b := a + 1; b < 6; b++ {
			all = append(all, [2]int{a, b})
		}
	}
	tests := []struct {
		name    string
		options int
		ties    []analysis.Tie
		want    [][]int
	}{
		{"no ties", 8, nil, nil},
		{"ties that are not strong", 8, weak, nil},
		{"two triangles", 8, two, [][]int{{0, 1, 2}, {4, 5, 6}}},
		{"the one of stronger ties first", 8, append(strong([2]int{4, 7}, [2]int{6, 7}, [2]int{5, 7}), two...), [][]int{{4, 5, 6, 7}, {0, 1, 2}}},
		{"one crowd among many options", 8, two[:3], [][]int{{0, 1, 2}}},
		{"one crowd of nearly all options", 5, two[:3], nil},
		{"a pair is no crowd", 8, two[:1], nil},
		{"everything with everything", 6, strong(all...), nil},
		{"a pair beside a crowd", 8, append(strong([2]int{3, 7}), two[:3]...), [][]int{{0, 1, 2}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, analysis.Communities(tt.options, tt.ties)); diff != "" {
				t.Errorf("communities (-want +got):\n%s", diff)
			}
		})
	}
}

func TestJointCountsPairs(t *testing.T) {
	picks := []analysis.Picks{{Options: 0b011, People: 4}, {Options: 0b111, People: 2}, {Options: 0b100, People: 5}, {Options: 0, People: 3}, {Options: 0b1011, People: 1}, {Options: 0b001, People: -2}}
	want := [][]int{{7, 7, 2}, {7, 7, 2}, {2, 2, 7}}
	if diff := cmp.Diff(want, analysis.Joint(picks, 3)); diff != "" {
		t.Errorf("joint (-want +got):\n%s", diff)
	}
}

func TestTies(t *testing.T) {
	// 100 people: 40 picked both of the first two, 10 each one of them, 40 neither; the third goes with neither.
	picks := []analysis.Picks{{Options: 0b011, People: 20}, {Options: 0b111, People: 20}, {Options: 0b001, People: 5}, {Options: 0b101, People: 5}, {Options: 0b010, People: 5}, {Options: 0b110, People: 5}, {Options: 0b000, People: 20}, {Options: 0b100, People: 20}}
	ties := analysis.Ties(picks, 3)
	if len(ties) != 3 {
		t.Fatalf("%d ties of 3 options", len(ties))
	}
	first := ties[0]
	link, _ := analysis.Lift(40, 50, 50, 100)
	p, _ := analysis.CellTest(40, 50, 50, 100)
	if first.A != 0 || first.B != 1 || first.Link != link || math.Abs(first.Adjusted-3*p) > 1e-15 || first.Verdict != analysis.Up {
		t.Errorf("first tie = %+v", first)
	}
	for _, tie := range ties[1:] {
		if tie.Verdict != analysis.Noise || tie.Strong || !tie.Told || tie.Adjusted != 1 {
			t.Errorf("tie of what is independent = %+v", tie)
		}
	}
}

// thinned is a random sample of the people of picks.
func thinned(random *rand.Rand, picks []analysis.Picks, share float64) []analysis.Picks {
	var sample []analysis.Picks
	for _, p := range picks {
		n := 0
		for range p.People {
			if random.Float64() < share {
				n++
			}
		}
		sample = append(sample, analysis.Picks{Options: p.Options, People: n})
	}
	return sample
}

// What is counted of everybody is told of everybody, though who picks how much is known of a sample only;
// the sample finds the ties that everybody has, and claims none that chance explains.
func TestTiesOfASample(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	planted := manner{crowds: 4, eager: .3}.picks(random, 30_000)
	base := 30_000
	all := analysis.Ties(planted, manyOptions)
	part := analysis.TiesOf(analysis.Joint(planted, manyOptions), base, thinned(random, planted, .2))
	for i, tie := range part {
		want := all[i]
		want.Beyond, want.Strong = tie.Beyond, tie.Strong
		clear := math.Abs(all[i].Beyond-1.2) > .1
		if tie != want || math.Abs(tie.Beyond/all[i].Beyond-1) > .15 || clear && tie.Strong != all[i].Strong {
			t.Errorf("of a sample %+v, of all %+v", tie, all[i])
		}
	}
	want, got := analysis.Communities(manyOptions, all), analysis.Communities(manyOptions, part)
	slices.SortFunc(want, slices.Compare)
	slices.SortFunc(got, slices.Compare)
	if diff := cmp.Diff(want, got); diff != "" || len(got) != 4 {
		t.Errorf("communities (-of all +of a sample):\n%s", diff)
	}
	claimed := 0
	for range 60 {
		picks := manner{eager: .5}.picks(random, 2000)
		ties := analysis.TiesOf(analysis.Joint(picks, manyOptions), 2000, thinned(random, picks, .3))
		if len(analysis.Communities(manyOptions, ties)) > 0 {
			claimed++
		}
	}
	if claimed > 0 {
		t.Errorf("crowds claimed in %d of 60 samples of random picks", claimed)
	}
}

func TestTiesThatSayNothing(t *testing.T) {
	tests := []struct {
		name  string
		picks []analysis.Picks
		told  bool
	}{
		{"nobody", nil, false},
		{"fewer than 30 people", []analysis.Picks{{Options: 0b11, People: 14}, {Options: 0b00, People: 15}}, true},
		{"fewer than 10 picked both", []analysis.Picks{{Options: 0b11, People: 9}, {Options: 0b00, People: 60}}, false},
		{"everybody picked both", []analysis.Picks{{Options: 0b11, People: 80}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tie := analysis.Ties(tt.picks, 2)[0]
			if tie.Told != tt.told || tie.Strong || tie.Verdict == analysis.Up || tie.Verdict == analysis.Down {
				t.Errorf("tie = %+v", tie)
			}
		})
	}
}

// Who picks much picks much of everything: the lift is above 1, but not beyond what that explains.
func TestEagerPeopleTieNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	up, strong := 0, 0
	for _, tie := range analysis.Ties(manner{eager: .5}.picks(random, 3000), manyOptions) {
		if tie.Verdict == analysis.Up {
			up++
		}
		if tie.Strong {
			strong++
		}
	}
	if up < 100 || strong > 1 {
		t.Errorf("%d of 190 pairs go together, %d strongly", up, strong)
	}
}
