package analysis

import (
	"cmp"
	"math"
	"slices"
)

// search looks for the best sets, depth first, the largest gain first: its first leaf is what a
// greedy choice gives.
type search struct {
	crowd   *crowd
	rules   rules
	keeps   int      // how many sets to keep
	best    []scored // of those seen, best first; no set of options twice
	floor   int      // no set that reaches so few is looked for
	ceiling int      // what nothing can surpass that was not looked into
	left    int      // of the budget
	levels  []level
	path    []Offer // that led to where the search is
	totals  [][]int // people whom each option reaches at each time
}

type scored struct {
	set    uint64
	offers []Offer
	value
}

// level is the memory of one depth, reused by all nodes at it.
type level struct {
	unreached  []uint64
	candidates []candidate
}

// candidate is an offer that may be chosen next and the people it would add.
type candidate struct {
	Offer
	gain int
}

// node is a beginning of a set.
type node struct {
	set uint64
	value
	depth, need int // options chosen and still to choose
}

func newSearch(c *crowd, r rules, keeps, budget int) *search {
	s := &search{crowd: c, rules: r, keeps: keeps, left: budget, path: make([]Offer, r.choose)}
	s.levels = make([]level, r.choose+1)
	for i := range s.levels {
		s.levels[i].unreached = make([]uint64, c.words)
	}
	s.totals = make([][]int, len(c.columns))
	for o := range r.offers(r.must | r.available) {
		s.totals[o.Option] = append(s.totals[o.Option], c.total(o))
	}
	return s
}

func (s *search) run() {
	s.crowd.split(s.levels[0].unreached, nil)
	var all []candidate
	for o := range s.rules.offers(s.rules.must | s.rules.available) {
		all = append(all, candidate{o, s.total(o)})
	}
	s.look(node{need: s.rules.choose}, all)
}

// beat looks on for a set that reaches more than so many people, and no longer for one that is merely the
// best, for which the budget was not enough.
func (s *search) beat(reach, budget int) {
	s.floor, s.ceiling, s.left = reach, reach, budget
	s.run()
}

func (s *search) total(o Offer) int { return s.totals[o.Option][o.Time] }

func (s *search) exact() bool { return s.ceiling <= s.best[0].reach }

// look explores the sets that begin with n and go on with some of the candidates, which come with the
// largest gains first. Options that must be chosen come before all others.
func (s *search) look(n node, candidates []candidate) {
	if n.need == 0 {
		s.keep(scored{n.set, s.path, n.value})
		return
	}
	s.left--
	at := &s.levels[n.depth]
	at.candidates = s.gains(at, n, candidates)
	missing := s.rules.must &^ n.set
	missing &= -missing
	for i, c := range at.candidates {
		rest := at.candidates[i+1:]
		if missing != 0 {
			rest = at.candidates
			if c.bit() != missing {
				continue
			}
		}
		bound, ok := s.bound(n, c, rest)
		if !ok || !s.promising(bound) {
			return // and so are all that follow, of smaller gains
		}
		if s.left < 0 && len(s.best) > 0 {
			s.ceiling = max(s.ceiling, bound.reach)
			return
		}
		s.look(s.extend(n, c, at), rest)
	}
}

// extend takes an offer into the set.
func (s *search) extend(n node, c candidate, at *level) node {
	s.path[n.depth] = c.Offer
	n.set |= c.bit()
	n.reach += c.gain
	n.liked += s.crowd.likes(c.Offer)
	n.hits += s.total(c.Offer)
	n.depth++
	n.need--
	if n.need > 0 {
		s.crowd.without(s.levels[n.depth].unreached, at.unreached, c.Offer)
	}
	return n
}

// gains counts what each candidate that the limits allow would add, the largest first. Those are left
// out that by what they added before, which was no less, are in none of the best sets.
func (s *search) gains(at *level, n node, candidates []candidate) []candidate {
	fresh := at.candidates[:0]
	least := s.least() - n.reach - s.sum(n, candidates)
	for _, c := range candidates {
		if n.depth > 0 && c.gain < least {
			break
		}
		if s.rules.allows(n.set, c.Option) {
			fresh = append(fresh, candidate{c.Offer, s.crowd.adds(c.Offer, at.unreached)})
		}
	}
	slices.SortFunc(fresh, func(a, b candidate) int {
		return cmp.Or(b.gain-a.gain, s.total(b.Offer)-s.total(a.Offer), a.Option-b.Option, a.Time-b.Time)
	})
	return fresh
}

// least is the reach below which no set is kept.
func (s *search) least() int {
	if len(s.best) < s.keeps {
		return math.MinInt / 2
	}
	return max(s.floor+1, s.best[len(s.best)-1].reach)
}

// sum adds up the largest gains of all options but one that are still to be chosen.
func (s *search) sum(n node, candidates []candidate) int {
	set, need, sum := n.set, n.need-1, 0
	for _, c := range candidates {
		if need == 0 {
			break
		}
		if set&c.bit() == 0 {
			set |= c.bit()
			sum += c.gain
			need--
		}
	}
	return sum
}

// bound is what no set can surpass that begins with n and first and goes on with candidates. It is
// false where the limits leave too few of them.
func (s *search) bound(n node, first candidate, candidates []candidate) (value, bool) {
	set, need, most := n.set|first.bit(), n.need-1, n.value
	most.reach += first.gain
	if s.crowd.preferred != 0 {
		most.liked += n.need // as many for a later first, which may be liked more, as for this
	}
	most.hits += s.total(first.Offer) + s.mostHits(need, candidates)
	for _, c := range candidates {
		if need == 0 {
			break
		}
		if s.rules.allows(set, c.Option) {
			set |= c.bit()
			most.reach += c.gain
			need--
		}
	}
	most.reach = min(most.reach, s.crowd.reachable)
	return most, need == 0
}

// mostHits adds up the largest totals of so many candidates.
func (s *search) mostHits(need int, candidates []candidate) int {
	if need == 0 {
		return 0
	}
	var largest [64]int
	top := largest[:0]
	for _, c := range candidates {
		at, _ := slices.BinarySearchFunc(top, s.total(c.Offer), func(have, total int) int { return cmp.Compare(total, have) })
		if at < need {
			top = slices.Insert(top[:min(len(top), need-1)], at, s.total(c.Offer))
		}
	}
	hits := 0
	for _, total := range top {
		hits += total
	}
	return hits
}

// promising tells whether a set worth that much would be kept.
func (s *search) promising(v value) bool {
	return len(s.best) < s.keeps || v.reach > s.floor && s.best[len(s.best)-1].less(v)
}

// keep takes a set among the best, once, at its best times.
func (s *search) keep(found scored) {
	if !s.promising(found.value) {
		return
	}
	if i := slices.IndexFunc(s.best, func(b scored) bool { return b.set == found.set }); i >= 0 {
		if !s.best[i].less(found.value) {
			return
		}
		s.best = slices.Delete(s.best, i, i+1)
	}
	found.offers = slices.Clone(found.offers)
	at := 0
	for at < len(s.best) && !s.best[at].less(found.value) {
		at++
	}
	s.best = slices.Insert(s.best, at, found)
	s.best = s.best[:min(len(s.best), s.keeps)]
}
