package analysis

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// Stability tells how far a choice would have been another with other people of the same kind.
type Stability struct {
	Set     float64   // share of resamples in which the same options were best
	Options []float64 // by option: share of resamples in whose best set it was
	Time    float64   // where all options share a time: share of resamples in which it was the best
	Drawn   int       // people a resample holds on average
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
	starts := p.contenders(best)
	for range how.Times {
		set, time := p.again(d.draw(), starts, r)
		if set == best.Options {
			stable.Set++
		}
		if p.OneTime && time == best.Steps[0].Time {
			stable.Time++
		}
		for ; set != 0; set &= set - 1 {
			stable.Options[bits.TrailingZeros64(set)]++
		}
	}
	stable.divide(float64(how.Times))
	return stable, true
}

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

// again chooses for a resample: the options and, where they share one, their time.
func (p Plan) again(crowd []Picks, starts [][]Offer, r rules) (uint64, int) {
	if !p.OneTime {
		return newTimedCrowd(crowd, p.Options, p.Times).best(starts[0], r).set, 0
	}
	p.Crowd = crowd
	var top scored
	time := -1
	for _, start := range starts {
		one := p.at(start[0].Time)
		rules, _ := one.rules()
		found := newCrowd(one.Crowd, one.Options).best(withoutTimes(start), rules)
		if time < 0 || top.less(found.value) {
			top, time = found, start[0].Time
		}
	}
	return top.set, time
}

func withoutTimes(offers []Offer) []Offer {
	out := make([]Offer, len(offers))
	for i, o := range offers {
		out[i].Option = o.Option
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

// drawing draws resamples of a crowd.
type drawing struct {
	crowd  []Picks
	random *rand.Rand
	most   int
	drawn  []Picks
	people []uint32 // of a resample of fewer people than there are: by person, the place in the crowd
}

func newDrawing(crowd []Picks, how Resampling) *drawing {
	d := &drawing{crowd: crowd, random: rand.New(rand.NewPCG(how.Seed, uint64(how.Times))), most: Plan{Crowd: crowd}.people()}
	if how.Most > 0 && how.Most < d.most {
		d.people = make([]uint32, 0, d.most)
		for i, p := range crowd {
			for range p.People {
				d.people = append(d.people, uint32(i))
			}
		}
		d.most = how.Most
	}
	return d
}

// draw gives a resample, which holds until the next.
func (d *drawing) draw() []Picks {
	d.drawn = d.drawn[:0]
	if d.people != nil {
		for range poisson(d.random, float64(d.most)) {
			p := d.crowd[d.people[d.random.IntN(len(d.people))]]
			p.People = 1
			d.drawn = append(d.drawn, p)
		}
		return d.drawn
	}
	for _, p := range d.crowd {
		if p.People = poisson(d.random, float64(p.People)); p.People > 0 {
			d.drawn = append(d.drawn, p)
		}
	}
	return d.drawn
}

// poisson draws a Poisson number: by multiplying uniform values for small means (D. E. Knuth, The art
// of computer programming, 3.4.1), and as a rounded normal value where the two are much the same.
func poisson(random *rand.Rand, mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*random.NormFloat64())))
	}
	least := 1 / math.E
	if mean != 1 {
		least = math.Exp(-mean)
	}
	n := 0
	for product := random.Float64(); product > least; product *= random.Float64() {
		n++
	}
	return n
}
