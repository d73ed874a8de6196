package analysis

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// ceiling is what the reach of no choice can surpass, by Lagrangian relaxation (M. L. Fisher, The
// Lagrangian relaxation method for solving integer programming problems, Management Science 27, 1981).
// Of each person a part, between 0 and 1, is left to be earned by every offer that reaches them, and
// the rest is granted whether or not one does. Nobody is then counted for less than they are worth, so
// whatever the parts are, what is granted and the most that the offers of a choice can earn bound its
// reach. The parts are sought that bound it best: who is reached by more than one of the best choices
// on average, which are mixed as M. Frank and P. Wolfe do (An algorithm for quadratic programming,
// Naval Research Logistics Quarterly 3, 1956), has little to be earned.
//
// It ends early when nothing is left between it and a reach that is known.
func (p Plan) ceiling(r rules, known int) int {
	x := newRelaxation(p, r)
	lowest := math.Inf(1)
	for round := range min(100, 10+p.budget()/100) {
		bound, offers := x.bound()
		lowest = min(lowest, bound)
		if most(lowest) <= known {
			break
		}
		x.mix(offers, 2/float64(round+2))
	}
	return most(lowest)
}

// most is the largest whole number of people under a bound, which sums of rounded numbers may put a
// hair below the true one.
func most(bound float64) int { return int(bound*(1+1e-9) + 1e-6) }

// relaxation is a plan in which people may be counted more than once.
type relaxation struct {
	rules rules
	crowd []Picks   // without whom nothing reaches
	often []float64 // how many offers reach each of them, on average of the choices so far
	earns []float64 // what each offer earns, option by option
}

func newRelaxation(p Plan, r rules) *relaxation {
	x := &relaxation{rules: r, earns: make([]float64, p.Options*r.times)}
	for _, c := range p.Crowd {
		if p.Times == 0 {
			c.Times = 1
		}
		c.Options &= r.must | r.available
		c.Times &= ^uint64(0) >> (64 - r.times)
		if c.Options != 0 && c.Times != 0 && c.People > 0 {
			x.crowd = append(x.crowd, c)
		}
	}
	x.often = make([]float64, len(x.crowd))
	return x
}

// bound gives what no reach surpasses, and the offers that would earn most of it.
func (x *relaxation) bound() (float64, []Offer) {
	const steep = 40 // how fast the part to be earned falls around once
	clear(x.earns)
	granted := 0.
	for i, c := range x.crowd {
		people := float64(c.People)
		part := people / (1 + math.Exp(steep*(x.often[i]-1)))
		granted += people - part
		for options := c.Options; options != 0; options &= options - 1 {
			earns := x.earns[bits.TrailingZeros64(options)*x.rules.times:]
			for times := c.Times; times != 0; times &= times - 1 {
				earns[bits.TrailingZeros64(times)] += part
			}
		}
	}
	offers, earned := x.best()
	return granted + earned, offers
}

// best takes the options that earn most, each at its best time. Limits leave that simple, since no
// option is in two.
func (x *relaxation) best() (offers []Offer, earned float64) {
	var open []Offer
	for left := x.rules.must | x.rules.available; left != 0; left &= left - 1 {
		best := Offer{Option: bits.TrailingZeros64(left)}
		for time := range x.rules.times {
			if o := (Offer{best.Option, time}); x.earn(o) > x.earn(best) {
				best = o
			}
		}
		open = append(open, best)
	}
	slices.SortFunc(open, func(a, b Offer) int {
		return cmp.Or(x.first(b)-x.first(a), cmp.Compare(x.earn(b), x.earn(a)))
	})
	set := uint64(0)
	for _, o := range open {
		if len(offers) < x.rules.choose && x.rules.allows(set, o.Option) {
			set |= o.bit()
			offers = append(offers, o)
			earned += x.earn(o)
		}
	}
	return offers, earned
}

func (x *relaxation) earn(o Offer) float64 { return x.earns[o.Option*x.rules.times+o.Time] }

// first is 1 for an option that must be chosen, else 0.
func (x *relaxation) first(o Offer) int { return int(x.rules.must >> o.Option & 1) }

// mix takes offers into the average with this weight.
func (x *relaxation) mix(offers []Offer, weight float64) {
	for i, c := range x.crowd {
		reaching := 0.
		for _, o := range offers {
			if c.Options&o.bit() != 0 && c.Times>>o.Time&1 != 0 {
				reaching++
			}
		}
		x.often[i] += weight * (reaching - x.often[i])
	}
}
