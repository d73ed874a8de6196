package analysis

import (
	"cmp"
	"math/bits"
	"slices"
)

// at is the plan of those who can come at a time. Nobody else is reached, and all count.
func (p Plan) at(time int) Plan {
	p.Crowd = narrowed(p.Crowd, 1<<time)
	p.Times, p.OneTime = 0, false
	return p
}

// narrowed takes the picks of those who can come at none of the times. Who then picked alike are one
// entry where they were neighbours, as those are who differed in their times.
func narrowed(crowd []Picks, times uint64) []Picks {
	out := make([]Picks, 0, len(crowd))
	nobody := 0 // where those stand who picked nothing
	for _, c := range crowd {
		if c.Times&times == 0 {
			c.Options = 0
		}
		switch last := len(out) - 1; {
		case c.Options == 0 && nobody > 0:
			out[nobody-1].People += c.People
		case last >= 0 && out[last].Options == c.Options:
			out[last].People += c.People
		default:
			out = append(out, Picks{Options: c.Options, People: c.People})
		}
		if c.Options == 0 && nobody == 0 {
			nobody = len(out)
		}
	}
	return out
}

// bestTime chooses for every time and keeps the time that reaches most, of several the first. Times at
// which so few can come at all that the best is ahead beyond chance are not gone into.
func (p Plan) bestTime() (Choice, bool) {
	var all []Choice
	most, left := 0, p.budget()
	for _, t := range p.turnouts() {
		if t.people < most && Lead(most, t.people, p.people()).Low > 0 {
			break
		}
		c, spent, ok := p.at(t.time).against(most, left)
		if !ok {
			return Choice{}, false // nor is there any at another time
		}
		c.setTime(t.time)
		all, most, left = append(all, c), max(most, c.Reach), left-spent
	}
	slices.SortStableFunc(all, func(a, b Choice) int {
		return cmp.Or(b.Reach-a.Reach, p.liked(b)-p.liked(a), b.Picks-a.Picks, a.Steps[0].Time-b.Steps[0].Time)
	})
	best := p.withOthers(all[0])
	for _, c := range all[1:] {
		best.Ceiling = max(best.Ceiling, c.Ceiling)
		best.Rivals = append(best.Rivals, p.compare(best.Offers(), c.Offers()))
	}
	best.Exact = best.Ceiling <= best.Reach
	return best, true
}

// liked is how many options of a choice are preferred.
func (p Plan) liked(c Choice) int { return bits.OnesCount64(c.Options & p.Prefer) }

// against chooses at one time while so many are reached at another. When that is not soon done, it is
// only proven that no more are reached here. It gives the part of the budget that it spent.
func (p Plan) against(reach, budget int) (c Choice, spent int, ok bool) {
	const soon = 5000
	rules, ok := p.rules()
	if !ok {
		return Choice{}, 0, false
	}
	first := budget
	if reach > 0 {
		first = min(soon, budget)
	}
	p.Others, p.Budget = 0, max(1, first)
	s := newSearch(p.crowd(), rules, 1, p.Budget)
	s.run()
	if len(s.best) == 0 {
		return Choice{}, 0, false
	}
	spent = p.Budget - max(0, s.left)
	if s.exact() {
		return p.choice(s), spent, true
	}
	if budget > first {
		s.keep(s.crowd.improve(s.best[0].offers, rules))
		s.beat(max(reach, s.best[0].reach), budget-first)
		spent = budget - max(0, s.left)
	}
	if s.ceiling > max(reach, s.best[0].reach) {
		p.settle(s)
	}
	return p.choice(s), spent, true
}

// withOthers adds the next best sets at the choice's time. Looking for them may find a better one where
// not all could be looked into.
func (p Plan) withOthers(c Choice) Choice {
	if p.Others == 0 {
		return c
	}
	time := c.Steps[0].Time
	again, _ := p.at(time).Best()
	again.setTime(time)
	again.Ceiling = min(again.Ceiling, c.Ceiling)
	if again.Reach >= c.Reach {
		return again
	}
	for _, o := range append([]Other{{Offers: again.Offers()}}, again.Others...) {
		if optionsOf(o.Offers) != c.Options && len(c.Others) < p.Others {
			c.Others = append(c.Others, p.compare(c.Offers(), o.Offers))
		}
	}
	return c
}

// turnout is how many want anything that a plan may choose and can come at a time.
type turnout struct{ time, people int }

// turnouts gives all times, the one that suits most people first.
func (p Plan) turnouts() []turnout {
	all := make([]turnout, p.Times)
	for time := range all {
		all[time].time = time
	}
	for _, c := range p.Crowd {
		if c.Options&^p.Never == 0 {
			continue
		}
		for left := c.Times; left != 0; left &= left - 1 {
			if time := bits.TrailingZeros64(left); time < p.Times {
				all[time].people += max(0, c.People)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b turnout) int { return b.people - a.people })
	return all
}

func (c *Choice) setTime(time int) {
	for i := range c.Steps {
		c.Steps[i].Time = time
	}
	for _, other := range c.Others {
		for i := range other.Offers {
			other.Offers[i].Time = time
		}
	}
}

// Beside sets another choice of the same people beside the best.
func (p Plan) Beside(best, other Choice) Other { return p.compare(best.Offers(), other.Offers()) }

// compare sets other offers beside the best.
func (p Plan) compare(best, offers []Offer) Other {
	first, second := p.masks(best), p.masks(offers)
	var only, otherOnly, people, reach int
	for _, c := range p.Crowd {
		n := max(0, c.People)
		people += n
		a, b := first.reach(c), second.reach(c)
		switch {
		case a && !b:
			only += n
		case b && !a:
			otherOnly += n
		}
		if b {
			reach += n
		}
	}
	lead := Net(only, otherOnly, people)
	return Other{Options: optionsOf(offers), Offers: inOrder(offers), Reach: reach, Lead: lead, Noise: lead.Low <= 0}
}

// masks are offers by their time. Where a plan has no times all of them stand together, and reach
// people whatever their times.
type masks []timed

type timed struct {
	times, options uint64
}

func (p Plan) masks(offers []Offer) masks {
	if p.Times == 0 {
		return masks{{0, optionsOf(offers)}}
	}
	var all masks
	for _, o := range offers {
		bit := uint64(1) << o.Time
		at := slices.IndexFunc(all, func(t timed) bool { return t.times == bit })
		if at < 0 {
			at = len(all)
			all = append(all, timed{times: bit})
		}
		all[at].options |= o.bit()
	}
	return all
}

func (m masks) reach(p Picks) bool {
	for _, t := range m {
		if p.Options&t.options != 0 && (t.times == 0 || p.Times&t.times != 0) {
			return true
		}
	}
	return false
}

// OtherTimes compares offers with those in which one of them has another time: for each offer, the
// times that chance alone may have put behind its own, the best first.
func (p Plan) OtherTimes(offers []Offer) [][]Other {
	lost, gained := make([][]int, len(offers)), make([][]int, len(offers))
	for i := range offers {
		lost[i], gained[i] = make([]int, p.Times), make([]int, p.Times)
	}
	reach := 0
	for _, c := range p.Crowd {
		n := max(0, c.People)
		by := p.reaching(c, offers)
		if by != 0 {
			reach += n
		}
		for i, o := range offers {
			if c.Options&o.bit() == 0 || by&^(1<<i) != 0 {
				continue // is reached whatever the time of this offer is
			}
			for time := range p.Times {
				switch can := c.Times>>time&1 != 0; {
				case by != 0 && !can:
					lost[i][time] += n
				case by == 0 && can:
					gained[i][time] += n
				}
			}
		}
	}
	return p.near(offers, reach, lost, gained)
}

// reaching gives the places of the offers that reach people, as bits.
func (p Plan) reaching(c Picks, offers []Offer) uint64 {
	var by uint64
	for i, o := range offers {
		if c.Options&o.bit() != 0 && c.Times>>o.Time&1 != 0 {
			by |= 1 << i
		}
	}
	return by
}

// near keeps the times that are not clearly behind.
func (p Plan) near(offers []Offer, reach int, lost, gained [][]int) [][]Other {
	all, people := make([][]Other, len(offers)), p.people()
	for i, o := range offers {
		for time := range p.Times {
			lead := Net(lost[i][time], gained[i][time], people)
			if time == o.Time || lead.Low > 0 {
				continue
			}
			other := slices.Clone(offers)
			other[i].Time = time
			all[i] = append(all[i], Other{
				Options: optionsOf(offers), Offers: other, Reach: reach - lost[i][time] + gained[i][time], Lead: lead, Noise: true,
			})
		}
		slices.SortStableFunc(all[i], func(a, b Other) int { return b.Reach - a.Reach })
	}
	return all
}
