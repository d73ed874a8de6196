package analysis

import "slices"

// improve exchanges an offer for another as long as the offers get better, each time the best
// exchange, and gives where that ends.
func (c *crowd) improve(offers []Offer, r rules) scored {
	at := scored{optionsOf(offers), offers, c.value(offers)}
	for {
		next := c.exchange(at, r)
		if !at.less(next.value) {
			return at
		}
		at = next
	}
}

// exchange gives the best offers that differ from these in one, or these. Of an option that must be
// chosen only the time is exchanged.
func (c *crowd) exchange(from scored, r rules) scored {
	best := from
	left := make([]uint64, c.words)
	totals := c.totals(r.times)
	for i, out := range from.offers {
		rest := slices.Delete(slices.Clone(from.offers), i, i+1)
		base, set := c.split(left, rest), from.set&^out.bit()
		joins := r.available
		if r.must&out.bit() != 0 {
			joins = out.bit()
		}
		for in := range r.offers(joins) {
			if in == out || base.reach+totals[in.Option*r.times+in.Time] < best.reach || !r.allows(set, in.Option) {
				continue
			}
			reach := base.reach + c.adds(in, left)
			if reach < best.reach {
				continue
			}
			v := value{reach, base.liked + c.likes(in), base.hits + totals[in.Option*r.times+in.Time]}
			if best.less(v) {
				best = scored{set | in.bit(), append(slices.Clip(rest), in), v}
			}
		}
	}
	return best
}

// greedy takes the offer that adds most until there are enough, those of options that must be chosen
// before all others.
func (c *crowd) greedy(r rules) []Offer {
	var offers []Offer
	left := make([]uint64, c.words)
	c.split(left, nil)
	for set := uint64(0); len(offers) < r.choose; {
		open := r.available
		if missing := r.must &^ set; missing != 0 {
			open = missing & -missing
		}
		next, most := Offer{}, -1
		for o := range r.offers(open) {
			if !r.allows(set, o.Option) {
				continue
			}
			if adds := c.adds(o, left); adds > most {
				next, most = o, adds
			}
		}
		if most < 0 {
			break
		}
		offers = append(offers, next)
		set |= next.bit()
		c.without(left, left, next)
	}
	return offers
}
