package analysis

import (
	"math/bits"
	"slices"
)

// Plan asks for the options, such as topics of the first evenings, that together reach most people:
// total unduplicated reach and frequency (G. Miaoulis, V. Free and H. Parsons, TURF: a new planning
// approach for product line extensions, Marketing Research 2, 1990). A person is reached who picked
// at least one of them, and counts once.
type Plan struct {
	Crowd   []Picks // everybody asked, those who picked nothing included
	Options int     // how many there are, 64 at most
	Choose  int     // how many to choose
	Must    uint64  // options that must be chosen
	Never   uint64  // options that must not
	Limits  []Limit // no option may be in two
	Others  int     // how many of the next best sets to give
	Budget  int     // sets and beginnings of sets to look into at most; 0: enough for 40 options
}

// Limit allows at most so many of a group of options.
type Limit struct {
	Options uint64
	Most    int
}

// Choice is the answer to a Plan.
type Choice struct {
	Options uint64
	People  int     // everybody asked
	Reach   int     // people who picked at least one of the options
	Picks   int     // picks of the options in all
	Steps   []Step  // the options in the order in which each adds most
	Exact   bool    // no set that the plan allows reaches more
	Ceiling int     // what no such set can surpass; Reach where Exact
	Others  []Other // the next best sets, best first
}

// Step is what an option of a choice adds to those before it.
type Step struct {
	Option int
	Adds   int // people nobody before it reached
	Reach  int // people reached with it
}

// Other is a set that reaches fewer people than the choice, or as many.
type Other struct {
	Options uint64
	Reach   int
	// Lead is the 95 % interval of the choice's share of people reached less this set's. They are
	// shares of the same people, so only those count whom one of the two sets reaches and the other
	// does not (see Net).
	Lead  Interval
	Noise bool // the interval holds 0: chance alone may have put the choice first
}

// Frequency is how many of the chosen options a person picked who is reached, on average.
func (c Choice) Frequency() float64 {
	if c.Reach == 0 {
		return 0
	}
	return float64(c.Picks) / float64(c.Reach)
}

const defaultBudget = 300_000

// Best searches by branch and bound: a beginning is given up when even the largest gains of the
// options left, taken as if they did not overlap, cannot make it one of the best sets (gains only
// shrink as sets grow: G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, An analysis of approximations
// for maximizing submodular set functions, Mathematical Programming 14, 1978). Of sets that reach as
// many people the one with more picks is better. When the budget is spent the best set so far is
// improved by exchanging options, and Ceiling is the lower of two proven bounds: the largest of what
// was not looked into, and what a greedy choice guarantees.
// It is false where no set keeps the conditions.
func (p Plan) Best() (Choice, bool) {
	rules, ok := p.rules()
	if !ok {
		return Choice{}, false
	}
	s := newSearch(newCrowd(p.Crowd, p.Options), rules, p.Others+1, p.Budget)
	s.run()
	if len(s.best) == 0 {
		return Choice{}, false
	}
	if !s.exact() {
		s.ceiling = min(s.ceiling, s.guarantee())
		s.keep(s.crowd.improve(s.best[0].set, rules))
	}
	return s.choice(p.Crowd), true
}

func (s *search) choice(picks []Picks) Choice {
	best := s.best[0]
	c := Choice{
		Options: best.set, People: s.crowd.people, Reach: best.reach, Picks: best.hits,
		Steps: s.crowd.steps(best.set), Exact: s.ceiling <= best.reach, Ceiling: max(best.reach, s.ceiling),
	}
	for _, other := range s.best[1:] {
		c.Others = append(c.Others, compare(picks, best, other))
	}
	return c
}

func compare(picks []Picks, best, other scored) Other {
	var only, otherOnly, people int
	for _, p := range picks {
		people += p.People
		first, second := p.Options&best.set != 0, p.Options&other.set != 0
		switch {
		case first && !second:
			only += p.People
		case second && !first:
			otherOnly += p.People
		}
	}
	lead := Net(only, otherOnly, people)
	return Other{Options: other.set, Reach: other.reach, Lead: lead, Noise: lead.Low <= 0}
}

// steps orders a set: the option that adds most to those before it comes next.
func (c *crowd) steps(set uint64) []Step {
	left := c.everybody()
	var steps []Step
	reach := 0
	for set != 0 {
		next := Step{Option: -1}
		for s := set; s != 0; s &= s - 1 {
			o := bits.TrailingZeros64(s)
			if adds := c.gain(o, left); next.Option < 0 || adds > next.Adds {
				next = Step{Option: o, Adds: adds}
			}
		}
		reach += next.Adds
		next.Reach = reach
		steps = append(steps, next)
		c.without(left, left, next.Option)
		set &^= 1 << next.Option
	}
	return slices.Clip(steps)
}
