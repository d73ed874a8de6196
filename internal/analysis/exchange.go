package analysis

import "math/bits"

// improve exchanges an option of a set for one outside as long as the set gets better, each time the
// best exchange, and gives where that ends.
func (c *crowd) improve(set uint64, r rules) scored {
	at := scored{set, c.value(set)}
	for {
		next := c.exchange(at, r)
		if !at.less(next.value) {
			return at
		}
		at = next
	}
}

// exchange gives the best set that differs from this one in one option, or this one.
func (c *crowd) exchange(from scored, r rules) scored {
	best := from
	left := make([]uint64, c.words)
	for leaves := from.set &^ r.must; leaves != 0; leaves &= leaves - 1 {
		out := uint64(1) << bits.TrailingZeros64(leaves)
		rest := from.set &^ out
		base := c.split(left, rest)
		for joins := r.available &^ from.set; joins != 0; joins &= joins - 1 {
			in := bits.TrailingZeros64(joins)
			if !r.allows(rest, in) {
				continue
			}
			reach := base.reach + c.gain(in, left)
			if reach < best.reach {
				continue
			}
			v := value{reach, base.hits + c.gain(in, c.columns[in])}
			if best.less(v) {
				best = scored{rest | 1<<in, v}
			}
		}
	}
	return best
}
