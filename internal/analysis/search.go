package analysis

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// search looks for the best sets, depth first, the largest gain first: its first leaf is what a
// greedy choice gives.
type search struct {
	crowd   *crowd
	rules   rules
	keeps   int      // how many sets to keep
	best    []scored // of those seen, best first
	ceiling int      // the largest bound of what was not looked into
	left    int      // of the budget
	levels  []level
	totals  []int // people who picked each option
}

type scored struct {
	set uint64
	value
}

// level is the memory of one depth, reused by all nodes at it.
type level struct {
	unreached  []uint64
	candidates []candidate
}

// candidate is an option that may be chosen next and the people it would add.
type candidate struct {
	option, gain int
}

// node is a beginning of a set.
type node struct {
	scored
	depth, need int // options chosen beyond those that must be, and still to choose
}

func newSearch(c *crowd, r rules, keeps, budget int) *search {
	s := &search{crowd: c, rules: r, keeps: keeps, left: budget}
	if s.left <= 0 {
		s.left = defaultBudget
	}
	s.levels = make([]level, r.choose+1)
	for i := range s.levels {
		s.levels[i].unreached = make([]uint64, c.words)
	}
	for _, column := range c.columns {
		s.totals = append(s.totals, c.gain(len(s.totals), column))
	}
	return s
}

func (s *search) run() {
	must := s.rules.must
	start := scored{must, s.crowd.split(s.levels[0].unreached, must)}
	var all []candidate
	for left := s.rules.available; left != 0; left &= left - 1 {
		all = append(all, candidate{option: bits.TrailingZeros64(left)})
	}
	s.look(node{start, 0, s.rules.choose - bits.OnesCount64(must)}, all)
}

func (s *search) exact() bool { return s.ceiling <= s.best[0].reach }

// guarantee is what no set can surpass because a greedy choice, which the best is no worse than, adds
// to the options that must be at least 1 - (1 - 1/k)^k of what any k options add (the paper Best
// names), and half of it under limits (its second part, by the same authors).
func (s *search) guarantee() int {
	start := s.crowd.value(s.rules.must).reach
	k := float64(s.rules.choose - bits.OnesCount64(s.rules.must))
	part := 1 - math.Pow(1-1/k, k)
	if len(s.rules.limits) > 0 {
		part = .5
	}
	return start + int(float64(s.best[0].reach-start)/part)
}

// look explores the sets that begin with n and go on with some of the candidates.
func (s *search) look(n node, candidates []candidate) {
	if n.need == 0 {
		s.keep(n.scored)
		return
	}
	s.left--
	at := &s.levels[n.depth]
	at.candidates = s.gains(at, n.set, candidates)
	for i, c := range at.candidates {
		bound, ok := s.bound(n, at.candidates[i:])
		if !ok || !s.promising(bound) {
			return // and so are all that follow, of smaller gains
		}
		if s.left < 0 && len(s.best) > 0 {
			s.ceiling = max(s.ceiling, bound.reach)
			return
		}
		s.look(s.extend(n, c, at), at.candidates[i+1:])
	}
}

// extend takes an option into the set.
func (s *search) extend(n node, c candidate, at *level) node {
	n.set |= 1 << c.option
	n.reach += c.gain
	n.hits += s.totals[c.option]
	n.depth++
	n.need--
	if n.need > 0 {
		s.crowd.without(s.levels[n.depth].unreached, at.unreached, c.option)
	}
	return n
}

// gains counts what each candidate that the limits allow would add, the largest first.
func (s *search) gains(at *level, set uint64, candidates []candidate) []candidate {
	fresh := at.candidates[:0]
	for _, c := range candidates {
		if s.rules.allows(set, c.option) {
			fresh = append(fresh, candidate{c.option, s.crowd.gain(c.option, at.unreached)})
		}
	}
	slices.SortFunc(fresh, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(s.totals[b.option], s.totals[a.option]), cmp.Compare(a.option, b.option))
	})
	return fresh
}

// bound is what no set can surpass that begins with n and goes on with candidates. It is false where
// the limits leave too few of them.
func (s *search) bound(n node, candidates []candidate) (value, bool) {
	set, need, most := n.set, n.need, n.value
	for _, c := range candidates {
		if !s.rules.allows(set, c.option) {
			continue
		}
		set |= 1 << c.option
		most.reach += c.gain
		if need--; need == 0 {
			break
		}
	}
	most.reach = min(most.reach, s.crowd.people)
	most.hits += s.mostHits(n.need, candidates)
	return most, need == 0
}

// mostHits adds up the largest totals of so many candidates.
func (s *search) mostHits(need int, candidates []candidate) int {
	var largest [64]int
	top := largest[:0]
	for _, c := range candidates {
		at, _ := slices.BinarySearchFunc(top, s.totals[c.option], func(have, total int) int { return cmp.Compare(total, have) })
		if at < need {
			top = slices.Insert(top[:min(len(top), need-1)], at, s.totals[c.option])
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
	return len(s.best) < s.keeps || s.best[len(s.best)-1].less(v)
}

// keep takes a set among the best, once.
func (s *search) keep(found scored) {
	if !s.promising(found.value) || slices.ContainsFunc(s.best, func(b scored) bool { return b.set == found.set }) {
		return
	}
	at := 0
	for at < len(s.best) && !s.best[at].less(found.value) {
		at++
	}
	s.best = slices.Insert(s.best, at, found)
	s.best = s.best[:min(len(s.best), s.keeps)]
}
