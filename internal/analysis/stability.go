package analysis

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// Stability tells how far a choice would have been another with other people of the same kind.
type Stability struct {
	Set     float64   // share of resamples in which the same set was best
	Options []float64 // by option: share of resamples in whose best set it was
}

// Stability chooses anew for resamples of the crowd, in which each person stands as often as chance
// has it (B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1979;
// with independent Poisson numbers, which saves drawing people one by one: J. A. Hanley and B.
// MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, 2006). The best set
// of a resample is looked for by exchanging options, from the set given and from a greedy choice; it
// is the set given where that is as good. The same seed and order of the crowd give the same answer.
// It is false where Best is.
func (p Plan) Stability(set uint64, resamples int, seed uint64) (Stability, bool) {
	rules, ok := p.rules()
	if !ok || resamples < 1 || bits.OnesCount64(set) != p.Choose {
		return Stability{}, false
	}
	random := rand.New(rand.NewPCG(seed, uint64(resamples)))
	stable := Stability{Options: make([]float64, p.Options)}
	drawn := make([]Picks, len(p.Crowd))
	for range resamples {
		resample(drawn, p.Crowd, random)
		best := newCrowd(drawn, p.Options).best(set, rules)
		if best == set {
			stable.Set += 1 / float64(resamples)
		}
		for ; best != 0; best &= best - 1 {
			stable.Options[bits.TrailingZeros64(best)] += 1 / float64(resamples)
		}
	}
	return stable, true
}

// best exchanges options from two ends and gives the better set.
func (c *crowd) best(set uint64, r rules) uint64 {
	from, greedy := c.improve(set, r), c.improve(c.greedy(r), r)
	if from.less(greedy.value) {
		return greedy.set
	}
	return from.set
}

// greedy takes the option that adds most until there are enough.
func (c *crowd) greedy(r rules) uint64 {
	set := r.must
	left := make([]uint64, c.words)
	c.split(left, set)
	for bits.OnesCount64(set) < r.choose {
		next, most := -1, -1
		for open := r.available &^ set; open != 0; open &= open - 1 {
			o := bits.TrailingZeros64(open)
			if adds := c.gain(o, left); adds > most && r.allows(set, o) {
				next, most = o, adds
			}
		}
		if next < 0 {
			break
		}
		set |= 1 << next
		c.without(left, left, next)
	}
	return set
}

func resample(drawn, picks []Picks, random *rand.Rand) {
	for i, p := range picks {
		drawn[i] = Picks{p.Options, poisson(random, float64(p.People))}
	}
}

// poisson draws a Poisson number: by multiplying uniform values for small means (D. E. Knuth, The art
// of computer programming, 3.4.1), and as a rounded normal value where the two are much the same.
func poisson(random *rand.Rand, mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*random.NormFloat64())))
	}
	least := math.Exp(-mean)
	n := 0
	for product := random.Float64(); product > least; product *= random.Float64() {
		n++
	}
	return n
}
