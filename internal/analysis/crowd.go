package analysis

import "math/bits"

// Picks are people who picked exactly these options: bit 0 is the first option.
type Picks struct {
	Options uint64
	People  int
}

// crowd holds who picked what as a column of bits per option, a bit for each distinct set of picks.
// People are counted by the binary digits of their number: the sets whose number has a digit 1 stand
// in the plane of that digit, so that any count is a few population counts, shifted.
type crowd struct {
	columns [][]uint64
	planes  []plane
	words   int // of a column
	people  int
}

// plane is a range of words in which each bit stands for 1<<shift people.
type plane struct {
	from, to int
	shift    int
}

func newCrowd(picks []Picks, options int) *crowd {
	c := &crowd{columns: make([][]uint64, options)}
	sizes := make([]int, 0, 8)
	for _, p := range picks {
		c.people += max(0, p.People)
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

func (c *crowd) fill(picks []Picks, next []int) {
	for o := range c.columns {
		c.columns[o] = make([]uint64, c.words)
	}
	for _, p := range picks {
		for d := range digits(p.People) {
			at := next[d]
			next[d]++
			for left := p.Options; left != 0; left &= left - 1 {
				if o := bits.TrailingZeros64(left); o < len(c.columns) {
					c.columns[o][at/64] |= 1 << (at % 64)
				}
			}
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

// everybody is a new column in which all bits are set.
func (c *crowd) everybody() []uint64 {
	column := make([]uint64, c.words)
	for i := range column {
		column[i] = ^uint64(0)
	}
	return column
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

func ones(a, b []uint64) int {
	b = b[:len(a)]
	n := 0
	for i, word := range a {
		n += bits.OnesCount64(word & b[i])
	}
	return n
}

// without writes into left the people of column who did not pick the option.
func (c *crowd) without(left, column []uint64, option int) {
	for i, word := range c.columns[option] {
		left[i] = column[i] &^ word
	}
}

// value is what a set of options is worth.
type value struct {
	reach int // people who picked at least one of them
	hits  int // picks of them in all
}

// less puts reach first; of sets that reach as many, the one with more picks is worth more.
func (v value) less(w value) bool {
	return v.reach < w.reach || v.reach == w.reach && v.hits < w.hits
}

// value counts a set of options afresh.
func (c *crowd) value(set uint64) value {
	return c.split(make([]uint64, c.words), set)
}

// split counts a set of options and writes into left whom it does not reach.
func (c *crowd) split(left []uint64, set uint64) value {
	for i := range left {
		left[i] = ^uint64(0)
	}
	var v value
	for ; set != 0; set &= set - 1 {
		o := bits.TrailingZeros64(set)
		v.reach += c.gain(o, left)
		v.hits += c.gain(o, c.columns[o])
		c.without(left, left, o)
	}
	return v
}
