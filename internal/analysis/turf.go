package analysis

import (
	"cmp"
	"slices"
)

// Plan asks for the options, such as topics of the first evenings, that together reach most people:
// total unduplicated reach and frequency (G. Miaoulis, V. Free and H. Parsons, TURF: a new planning
// approach for product line extensions, Marketing Research 2, 1990). A person is reached who picked
// at least one of them, and counts once. Where there are times, each option is offered at one, and
// reaches those of its people who can come then.
type Plan struct {
	Crowd   []Picks // everybody asked, those who picked nothing included
	Options int     // how many there are, 64 at most
	Choose  int     // how many to choose
	Must    uint64  // options that must be chosen
	Never   uint64  // options that must not
	Limits  []Limit // no option may be in two
	Prefer  uint64  // of sets that reach as many people the one with more of these is better
	Times   int     // at which an option may be offered, 64 at most; 0: whenever, everybody can come
	OneTime bool    // every option at the same time, the best; else each at one of its own
	Others  int     // how many of the next best sets to give
	Budget  int     // sets and beginnings of sets to look into at most, at all times together; 0: enough for 40 options without times
}

// Limit allows at most so many of a group of options.
type Limit struct {
	Options uint64
	Most    int
}

// Offer is an option at a time. Without times Time is 0.
type Offer struct{ Option, Time int }

func (o Offer) bit() uint64 { return 1 << o.Option }

func optionsOf(offers []Offer) uint64 {
	var set uint64
	for _, o := range offers {
		set |= o.bit()
	}
	return set
}

// Choice is the answer to a Plan.
type Choice struct {
	Options uint64
	People  int     // everybody asked
	Reach   int     // people whom at least one of the options reaches
	Picks   int     // people whom each option reaches, in all
	Steps   []Step  // the options in the order in which each adds most
	Exact   bool    // nothing that the plan allows reaches more
	Ceiling int     // what nothing it allows can surpass; Reach where Exact
	Others  []Other // the next best sets, each at its best, best first
	Rivals  []Other // where all options share a time, the best found at each other time that comes near, best first
}

// Step is what an option of a choice adds to those before it.
type Step struct {
	Offer
	People int // whom it reaches, whether or not another does
	Adds   int // people nobody before it reached
	Reach  int // people reached with it
}

// Other reaches fewer people than the choice, or as many.
type Other struct {
	Options uint64
	Offers  []Offer // by option
	Reach   int
	// Lead is the 95 % interval of the choice's share of people reached less this set's. They are
	// shares of the same people, so only those count whom one of the two reaches and the other
	// does not (see Net).
	Lead  Interval
	Noise bool // the interval holds 0: chance alone may have put the choice first
}

// Frequency is how many of the chosen options reach a person who is reached, on average.
func (c Choice) Frequency() float64 {
	if c.Reach == 0 {
		return 0
	}
	return float64(c.Picks) / float64(c.Reach)
}

// Offers gives the options of a choice with their times.
func (c Choice) Offers() []Offer {
	offers := make([]Offer, len(c.Steps))
	for i, s := range c.Steps {
		offers[i] = s.Offer
	}
	return offers
}

// LargestFirst gives the options with their times, first the one that reaches most people, whether or not
// another does.
func (c Choice) LargestFirst() []Offer { return LargestFirst(c.Steps) }

// LargestFirst gives the offers of steps in that order.
func LargestFirst(steps []Step) []Offer {
	steps = slices.SortedFunc(slices.Values(steps), func(a, b Step) int {
		return cmp.Or(b.People-a.People, a.Option-b.Option)
	})
	offers := make([]Offer, len(steps))
	for i, s := range steps {
		offers[i] = s.Offer
	}
	return offers
}

const defaultBudget = 300_000

// Best searches by branch and bound: a beginning is given up when even the largest gains of the
// options left, taken as if they did not overlap, cannot make it one of the best sets (gains only
// shrink as sets grow: G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, An analysis of approximations
// for maximizing submodular set functions, Mathematical Programming 14, 1978). Of sets that reach as
// many people the one with more preferred options is better, and of those the one with more picks. When the budget is spent the best set so far is
// improved by exchanging options, and Ceiling is the lower of two proven bounds: the largest of what
// was not looked into, and that of a Lagrangian relaxation.
// It is false where no set keeps the conditions.
func (p Plan) Best() (Choice, bool) {
	rules, ok := p.rules()
	if !ok {
		return Choice{}, false
	}
	if p.OneTime {
		return p.bestTime()
	}
	s := newSearch(p.crowd(), rules, p.Others+1, p.budget())
	s.run()
	if len(s.best) == 0 {
		return Choice{}, false
	}
	if !s.exact() {
		p.settle(s)
	}
	return p.choice(s), true
}

// settle makes the best of a search that ended before it could prove anything.
func (p Plan) settle(s *search) {
	s.keep(s.crowd.improve(s.best[0].offers, s.rules))
	s.ceiling = min(s.ceiling, p.ceiling(s.rules, max(s.floor, s.best[0].reach)))
}

// budget is the plan's, or what is enough where it has none.
func (p Plan) budget() int {
	if p.Budget <= 0 {
		return defaultBudget
	}
	return p.Budget
}

func (p Plan) people() int {
	n := 0
	for _, c := range p.Crowd {
		n += max(0, c.People)
	}
	return n
}

func (p Plan) choice(s *search) Choice {
	best := s.best[0]
	c := Choice{
		Options: best.set, People: p.people(), Reach: best.reach, Picks: best.hits,
		Steps: s.crowd.steps(best.offers), Exact: s.ceiling <= best.reach, Ceiling: max(best.reach, s.ceiling),
	}
	for _, other := range s.best[1:] {
		c.Others = append(c.Others, p.compare(best.offers, other.offers))
	}
	return c
}

// steps orders offers: the one that adds most to those before it comes next, the first option of
// several that add as many.
func (c *crowd) steps(offers []Offer) []Step {
	open := inOrder(offers)
	left := make([]uint64, c.words)
	c.split(left, nil)
	var steps []Step
	reach := 0
	for len(open) > 0 {
		at, next := 0, Step{Adds: -1}
		for i, o := range open {
			if adds := c.adds(o, left); adds > next.Adds {
				at, next = i, Step{Offer: o, Adds: adds}
			}
		}
		reach += next.Adds
		next.Reach, next.People = reach, c.total(next.Offer)
		steps = append(steps, next)
		c.without(left, left, next.Offer)
		open = slices.Delete(open, at, at+1)
	}
	return steps
}

// follow tells what each of these offers adds to those before it.
func (c *crowd) follow(offers []Offer) []Step {
	left := make([]uint64, c.words)
	c.split(left, nil)
	steps, reach := make([]Step, len(offers)), 0
	for i, o := range offers {
		adds := c.adds(o, left)
		reach += adds
		steps[i] = Step{Offer: o, People: c.total(o), Adds: adds, Reach: reach}
		c.without(left, left, o)
	}
	return steps
}

// inOrder gives offers by option.
func inOrder(offers []Offer) []Offer {
	return slices.SortedFunc(slices.Values(offers), func(a, b Offer) int { return a.Option - b.Option })
}

// Follow tells what each of these offers adds to those before it.
func (p Plan) Follow(offers []Offer) []Step {
	steps := make([]Step, len(offers))
	for i, o := range offers {
		steps[i].Offer = o
	}
	for _, c := range p.Crowd {
		reached := false
		for i, o := range offers {
			if c.Options&o.bit() == 0 || p.Times > 0 && c.Times>>o.Time&1 == 0 {
				continue
			}
			steps[i].People += max(0, c.People)
			if !reached {
				steps[i].Adds += max(0, c.People)
				reached = true
			}
		}
	}
	reach := 0
	for i := range steps {
		reach += steps[i].Adds
		steps[i].Reach = reach
	}
	return steps
}
