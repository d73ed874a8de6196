package analysis_test

import (
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

// Where people come by chance, evenings turn out within the interval as often as it says, whether it was
// learned from few people or from many.
func TestTurnoutHoldsEvenings(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	count := func(n int, p float64) int {
		x := 0
		for range n {
			if random.Float64() < p {
				x++
			}
		}
		return x
	}
	for _, n := range []int{20, 40, 100, 300} {
		for _, p := range []float64{.1, .35, .7} {
			for _, part := range []float64{.1, .3, .6, 1} {
				const evenings = 4000
				within := 0
				for range evenings {
					asked := count(n, p)
					low, high := analysis.Turnout(float64(asked)/float64(n), analysis.Wilson(asked, n), n, part)
					if came := count(int(float64(n)*p+.5), part); low <= came && came <= high {
						within++
					}
				}
				if held := float64(within) / evenings; held < .93 {
					t.Errorf("%d people, %.2f want to, %.1f of them come: %.3f of the evenings are within", n, p, part, held)
				}
			}
		}
	}
}

func TestTurnoutOfOneEvening(t *testing.T) {
	for _, test := range []struct {
		name      string
		count, n  int
		part      float64
		low, high int
	}{
		{"chance alone would give 31 to 52", 137, 308, .3, 29, 53},
		{"chance alone would give 1 to 7", 14, 40, .3, 1, 8},
		{"everybody comes", 137, 308, 1, 120, 154},
		{"nobody comes", 137, 308, 0, 0, 0},
		{"nobody wants to", 0, 40, .5, 0, 2},
		{"nobody was asked", 0, 0, .5, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			share := 0.
			if test.n > 0 {
				share = float64(test.count) / float64(test.n)
			}
			if low, high := analysis.Turnout(share, analysis.Wilson(test.count, test.n), test.n, test.part); low != test.low || high != test.high {
				t.Errorf("%d–%d, want %d–%d", low, high, test.low, test.high)
			}
		})
	}
}
