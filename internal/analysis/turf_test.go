package analysis_test

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

// A reaches four people, B and C three each but nobody twice.
func TestTurfWhereGreedyFails(t *testing.T) {
	options := [][]int{{1, 2, 3, 4}, {1, 2, 5}, {3, 4, 6}}
	people := map[int]uint64{}
	for o, members := range options {
		for _, m := range members {
			people[m] |= 1 << o
		}
	}
	plan := analysis.Plan{Options: 3, Choose: 2, Others: 2}
	for _, picks := range people {
		plan.Crowd = append(plan.Crowd, analysis.Picks{Options: picks, People: 1})
	}
	got, ok := plan.Best()
	if !ok || got.Reach != 6 || got.Options != 0b110 || !got.Exact || got.Ceiling != 6 {
		t.Errorf("%+v, %v", got, ok)
	}
	for _, other := range got.Others { // what a greedy choice of A first comes to
		if other.Reach != 5 || other.Options&1 == 0 || !other.Noise {
			t.Errorf("other %+v", other)
		}
	}
	if len(got.Others) != 2 || got.Frequency() != 1 {
		t.Errorf("%d others, frequency %v", len(got.Others), got.Frequency())
	}
}

// interests are people of a few crowds with crowds' favourites: popular options, rare ones, and
// options that go together, as forms about communities show them.
func interests(people, options int, seed uint64) []analysis.Picks {
	random := rand.New(rand.NewPCG(seed, 1))
	const crowds = 5
	popular := make([]float64, options)
	likes := make([][crowds]float64, options)
	for o := range options {
		popular[o] = .45 * math.Pow(.93, float64(o))
		for c := range crowds {
			likes[o][c] = math.Exp(.9 * random.NormFloat64())
		}
	}
	counts := map[uint64]int{}
	for range people {
		crowd, eager := random.IntN(crowds), math.Exp(.5*random.NormFloat64())
		var picks uint64
		for o := range options {
			if random.Float64() < min(.9, popular[o]*likes[o][crowd]*eager*.7) {
				picks |= 1 << o
			}
		}
		counts[picks]++
	}
	var all []analysis.Picks
	for picks, n := range counts {
		all = append(all, analysis.Picks{Options: picks, People: n})
	}
	return all
}

func BenchmarkTurf(b *testing.B) {
	crowd := interests(10_000, 40, 1)
	picks := 0
	for _, p := range crowd {
		picks += p.People * bits.OnesCount64(p.Options)
	}
	b.Logf("%d distinct sets, %.1f picks a person", len(crowd), float64(picks)/10_000)
	for k := 4; k <= 8; k++ {
		b.Run(fmt.Sprintf("choose-%d", k), func(b *testing.B) {
			for b.Loop() {
				got, ok := analysis.Plan{Crowd: crowd, Options: 40, Choose: k, Others: 5}.Best()
				if !ok || !got.Exact {
					b.Fatalf("%+v", got)
				}
			}
		})
	}
}
