package analysis

import (
	"cmp"
	"math/bits"
)

// Picks are people who picked exactly these options: bit 0 is the first option.
type Picks struct {
	Options uint64
	People  int
	Times   uint64 // when they could come, bit 0 the first time; passed over by a plan without times
}

// crowd holds who picked what as a column of bits per option and per time, a bit for each distinct set
// of picks. People are counted by the binary digits of their number: the sets whose number has a digit
// 1 stand in the plane of that digit, so that any count is a few population counts, shifted. Who can
// be reached by nothing has no bit.
type crowd struct {
	columns   [][]uint64 // by option
	times     [][]uint64 // none: whenever it is, everybody can come
	planes    []plane
	words     int    // of a column
	reachable int    // people who can be reached by anything
	preferred uint64 // options that are better than others that reach as many
	everybody []int  // what totals gives, once it was asked for
}

// plane is a range of words in which each bit stands for 1<<shift people.
type plane struct {
	from, to int
	shift    int
}

// crowd is that of a plan, with its times and preferences.
func (p Plan) crowd() *crowd {
	c := newTimedCrowd(p.Crowd, p.Options, p.Times)
	c.preferred = p.Prefer
	return c
}

func newTimedCrowd(picks []Picks, options, times int) *crowd {
	c := &crowd{columns: make([][]uint64, options), times: make([][]uint64, times)}
	sizes := make([]int, 0, 8)
	for _, p := range picks {
		if !c.holds(p) {
			continue
		}
		c.reachable += max(0, p.People)
		for d := range digits(p.People) {
			for len(sizes) <= d {
				sizes = append(sizes, 0)
			}
			sizes[d]++
		}
	}
	starts := make([]int, len(sizes)) // of the planes, in bits
	for d, size := range sizes {
		words := (size + 63) / 64
		starts[d] = c.words * 64
		c.planes = append(c.planes, plane{c.words, c.words + words, d})
		c.words += words
	}
	c.fill(picks, starts)
	return c
}

// holds tells whether people have a bit.
func (c *crowd) holds(p Picks) bool { return p.Options != 0 && (len(c.times) == 0 || p.Times != 0) }

func (c *crowd) fill(picks []Picks, next []int) {
	for _, columns := range [][][]uint64{c.columns, c.times} {
		memory := make([]uint64, c.words*len(columns))
		for i := range columns {
			columns[i] = memory[i*c.words : (i+1)*c.words]
		}
	}
	for _, p := range picks {
		if !c.holds(p) {
			continue
		}
		for d := range digits(p.People) {
			at := next[d]
			next[d]++
			mark(c.columns, p.Options, at)
			mark(c.times, p.Times, at)
		}
	}
}

// mark sets a bit in each column of a set.
func mark(columns [][]uint64, set uint64, at int) {
	for left := set; left != 0; left &= left - 1 {
		if i := bits.TrailingZeros64(left); i < len(columns) {
			columns[i][at/64] |= 1 << (at % 64)
		}
	}
}

// digits gives the positions of the binary digits 1 of n, none for what is not positive.
func digits(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for left := uint64(max(0, n)); left != 0; left &= left - 1 {
			if !yield(bits.TrailingZeros64(left)) {
				return
			}
		}
	}
}

// gain counts the people of a column who picked the option.
func (c *crowd) gain(option int, column []uint64) int {
	mine := c.columns[option]
	people := 0
	for _, p := range c.planes {
		people += ones(mine[p.from:p.to], column[p.from:p.to]) << p.shift
	}
	return people
}

// adds counts the people of a column whom an offer reaches.
func (c *crowd) adds(o Offer, column []uint64) int {
	if len(c.times) == 0 {
		return c.gain(o.Option, column)
	}
	option, time := c.columns[o.Option], c.times[o.Time]
	people := 0
	for _, p := range c.planes {
		people += onesOfThree(option[p.from:p.to], time[p.from:p.to], column[p.from:p.to]) << p.shift
	}
	return people
}

// total counts everybody whom an offer reaches.
func (c *crowd) total(o Offer) int { return c.adds(o, c.columns[o.Option]) }

// totals gives the total of every offer, option by option, at so many times.
func (c *crowd) totals(times int) []int {
	if c.everybody == nil {
		c.everybody = make([]int, 0, len(c.columns)*times)
		for option := range c.columns {
			for time := range times {
				c.everybody = append(c.everybody, c.total(Offer{option, time}))
			}
		}
	}
	return c.everybody
}

func ones(a, b []uint64) int {
	b = b[:len(a)]
	n := 0
	for i, word := range a {
		n += bits.OnesCount64(word & b[i])
	}
	return n
}

func onesOfThree(a, b, c []uint64) int {
	b, c = b[:len(a)], c[:len(a)]
	n := 0
	for i, word := range a {
		n += bits.OnesCount64(word & b[i] & c[i])
	}
	return n
}

// without writes into left the people of column whom an offer does not reach.
func (c *crowd) without(left, column []uint64, o Offer) {
	if len(c.times) == 0 {
		for i, word := range c.columns[o.Option] {
			left[i] = column[i] &^ word
		}
		return
	}
	time := c.times[o.Time]
	for i, word := range c.columns[o.Option] {
		left[i] = column[i] &^ (word & time[i])
	}
}

// value is what offers are worth.
type value struct {
	reach int // people whom at least one of them reaches
	liked int // how many of them are preferred
	hits  int // people each reaches, in all
}

// less puts reach first; of offers that reach as many, those with more that are preferred are worth more,
// and of those the ones with more hits.
func (v value) less(w value) bool {
	return cmp.Or(v.reach-w.reach, v.liked-w.liked, v.hits-w.hits) < 0
}

// likes is 1 for an option that is preferred, else 0.
func (c *crowd) likes(o Offer) int { return int(c.preferred >> o.Option & 1) }

// value counts offers afresh.
func (c *crowd) value(offers []Offer) value {
	return c.split(make([]uint64, c.words), offers)
}

// split counts offers and writes into left whom they do not reach.
func (c *crowd) split(left []uint64, offers []Offer) value {
	for i := range left {
		left[i] = ^uint64(0)
	}
	var v value
	for _, o := range offers {
		v.reach += c.adds(o, left)
		v.liked += c.likes(o)
		v.hits += c.total(o)
		c.without(left, left, o)
	}
	return v
}
