package analysis

import (
	"iter"
	"math/bits"
)

// rules are the conditions of a plan, checked.
type rules struct {
	choose    int
	must      uint64
	available uint64 // to choose beside those that must be
	limits    []Limit
	times     int // at which an option may be offered; 1 where a plan has none
}

func (p Plan) rules() (rules, bool) {
	if p.Options < 0 || p.Options > 64 || p.Choose < 1 || p.Choose > p.Options || p.Times < 0 || p.Times > 64 || p.OneTime && p.Times == 0 {
		return rules{}, false
	}
	all := ^uint64(0) >> (64 - p.Options)
	r := rules{choose: p.Choose, must: p.Must, available: all &^ p.Never &^ p.Must, limits: p.Limits, times: max(1, p.Times)}
	if p.Must&^all != 0 || p.Must&p.Never != 0 || bits.OnesCount64(p.Must) > p.Choose || shareOptions(p.Limits) {
		return rules{}, false
	}
	for _, l := range p.Limits {
		if bits.OnesCount64(p.Must&l.Options) > l.Most {
			return rules{}, false
		}
	}
	return r, true
}

func shareOptions(limits []Limit) bool {
	var seen uint64
	for _, l := range limits {
		if seen&l.Options != 0 {
			return true
		}
		seen |= l.Options
	}
	return false
}

// allows tells whether an option may join a set that keeps the limits. None is in twice, whatever the
// times.
func (r *rules) allows(set uint64, option int) bool {
	bit := uint64(1) << option
	if set&bit != 0 {
		return false
	}
	for _, l := range r.limits {
		if l.Options&bit != 0 {
			return bits.OnesCount64(set&l.Options) < l.Most
		}
	}
	return true
}

// offers gives every option of a set at every time.
func (r *rules) offers(set uint64) iter.Seq[Offer] {
	return func(yield func(Offer) bool) {
		for left := set; left != 0; left &= left - 1 {
			for time := range r.times {
				if !yield(Offer{bits.TrailingZeros64(left), time}) {
					return
				}
			}
		}
	}
}
