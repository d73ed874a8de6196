package warehouse

import (
	"math"
	"strconv"
)

// What is remembered of a question: so many numbers or days, none of them longer.
const (
	mostMeasures   = 4096
	longestMeasure = 32
)

// measure puts a number or a day into its bin. What is none, or in no bin, is not counted.
func (d *decoder) measure(f *field, words []byte) {
	slots, known := d.measures[f][string(words)]
	if !known {
		slots = binned(f, string(words))
		d.remember(f, string(words), slots)
	}
	if slots[0] == 0 {
		d.row.omit()
		return
	}
	copy(d.slots(f), slots[:])
}

func (d *decoder) remember(f *field, words string, slots [2]uint64) {
	if len(words) > longestMeasure {
		return
	}
	if n := len(d.measures[f]); n == 0 || n >= mostMeasures {
		d.measures[f] = map[string][2]uint64{}
	}
	d.measures[f][words] = slots
}

// binned gives the mask of a number or a day and what stands beside it; zeros for none.
func binned(f *field, words string) (slots [2]uint64) {
	bin := f.question.Bin(words)
	value, ok := measured(f.role, words)
	if bin < 0 || !ok {
		return slots
	}
	return [2]uint64{1 << bin, value}
}

func measured(r role, words string) (bits uint64, ok bool) {
	if r == number {
		n, err := strconv.ParseFloat(words, 64)
		return numberBits(n), err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	n, err := dayNamed(words)
	return dayBits(n), err == nil
}
