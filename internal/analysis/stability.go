package analysis

import (
	"math/bits"
	"slices"
)

// Stability tells how far a choice would have been another with other people of the same kind.
type Stability struct {
	Set     float64       // share of resamples in which the same options were best
	Options []float64     // by option: share of resamples in whose best set it was
	Time    float64       // where all options share a time: share of resamples in which it was the best
	Drawn   int           // people a resample holds on average
	Others  []Expectation // of other people like these, by the choice's offers, the largest first
}

// Resampling is how Stability draws.
type Resampling struct {
	Times int    // how often
	Seed  uint64 // the same seed and order of the crowd give the same answer
	Most  int    // people of a resample; 0: as many as there are
}

// Stability chooses anew for resamples of the crowd, in which each person stands as often as chance
// has it (B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1979;
// with independent Poisson numbers, which saves drawing people one by one: J. A. Hanley and B.
// MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, 2006). Where they
// are more than Most, a resample is of so many only (P. J. Bickel, F. Götze and W. R. van Zwet,
// Resampling fewer than n observations, Statistica Sinica 7, 1997); that varies more than all of them
// would, so the choice is more stable than it then says. The best set of a resample is looked for by
// exchanging options, from the choice or from a greedy one, whichever is better there.
// Of the times of one plan only those are tried that chance may have put behind the best.
// It is false where Best is, or the choice is of another plan.
func (p Plan) Stability(best Choice, how Resampling) (Stability, bool) {
	r, ok := p.rules()
	if !ok || how.Times < 1 || len(best.Steps) != p.Choose {
		return Stability{}, false
	}
	d := newDrawing(p.Crowd, how)
	stable := Stability{Options: make([]float64, p.Options), Drawn: d.most}
	starts, others := p.contenders(best), newOutlook(p, best)
	for n := range how.Times {
		d.draw()
		offers := p.again(d.drawn, starts, r)
		set := optionsOf(offers)
		if set == best.Options {
			stable.Set++
		}
		if p.OneTime && offers[0].Time == best.Steps[0].Time {
			stable.Time++
		}
		for ; set != 0; set &= set - 1 {
			stable.Options[bits.TrailingZeros64(set)]++
		}
		if n < enough || d.most < crowded {
			others.add(d, offers)
		}
	}
	stable.divide(float64(how.Times))
	stable.Others = others.expectations(d)
	return stable, true
}

// Of so many people every resample says much the same of others.
const (
	crowded = 2000
	enough  = 50
)

// divide makes shares of counts.
func (s *Stability) divide(by float64) {
	s.Set /= by
	s.Time /= by
	for o := range s.Options {
		s.Options[o] /= by
	}
}

// contenders are the offers to start from: the choice, and where all options share a time the best at
// each time that is not clearly worse.
func (p Plan) contenders(best Choice) [][]Offer {
	starts := [][]Offer{best.Offers()}
	for _, rival := range best.Rivals {
		if rival.Noise {
			starts = append(starts, rival.Offers)
		}
	}
	return starts
}

// again chooses for a resample.
func (p Plan) again(crowd []Picks, starts [][]Offer, r rules) []Offer {
	p.Crowd = crowd
	if !p.OneTime {
		return p.crowd().best(starts[0], r).offers
	}
	var top scored
	time := -1
	for _, start := range starts {
		one := p.at(start[0].Time)
		rules, _ := one.rules()
		found := one.crowd().best(atTime(start, 0), rules)
		if time < 0 || top.less(found.value) {
			top, time = found, start[0].Time
		}
	}
	return atTime(top.offers, time)
}

func atTime(offers []Offer, time int) []Offer {
	out := slices.Clone(offers)
	for i := range out {
		out[i].Time = time
	}
	return out
}

// best exchanges offers, from those given or a greedy choice, whichever is better.
func (c *crowd) best(offers []Offer, r rules) scored {
	if greedy := c.greedy(r); c.value(offers).less(c.value(greedy)) {
		offers = greedy
	}
	return c.improve(offers, r)
}
