package survey

import "sort"

// maxBins is how many ranges an author may write, and how many come of themselves.
const maxBins = 64

// Bin returns the position of the bin that a number or a day, in the form of response.Answer.Text,
// is counted in; -1 when it is none or lies outside what may be answered.
func (q *Question) Bin(text string) int {
	switch q.Kind {
	case Number:
		return q.numberBin(text)
	case Date:
		if day, ok := parseDay(text); ok && !day.Before(q.First) && !day.After(q.Last) {
			return sort.Search(len(q.Bins), func(i int) bool { return q.Bins[i].From > text }) - 1
		}
	}
	return -1
}

func (q *Question) numberBin(text string) int {
	v, ok := parseDecimal(text)
	if !ok {
		return -1
	}
	if most, bounded := parseDecimal(q.Bounds.Max); bounded && v > most {
		return -1
	}
	return sort.Search(len(q.Bins), func(i int) bool {
		from, _ := parseDecimal(q.Bins[i].From)
		return from > v
	}) - 1
}

// numberBins makes bins of their lower ends. The last one ends at most, or has no end.
func numberBins(lows []decimal, most *decimal, digits int) []Bin {
	bins := make([]Bin, len(lows))
	for i, low := range lows {
		switch {
		case i+1 < len(lows):
			bins[i] = numberBin(low, lows[i+1]-smallest(digits))
		case most != nil:
			bins[i] = numberBin(low, *most)
		default:
			bins[i] = Bin{ID: low.String() + "+", Label: Text(low.String() + "+"), From: low.String()}
		}
	}
	return bins
}

func numberBin(low, high decimal) Bin {
	id, label := low.String(), low.String()
	if high > low {
		id += "-" + high.String()
		if label += "–" + high.String(); low < 0 {
			label = low.String() + " – " + high.String() // a dash and a sign side by side read badly
		}
	}
	return Bin{ID: id, Label: Text(label), From: low.String()}
}

// lowerEnds chooses where bins begin when the file does not say: at round numbers, in at most ten steps
// where the question has an upper bound, else growing so that few and many can both be told apart.
func lowerEnds(least decimal, most *decimal, digits int) []decimal {
	if most == nil {
		return growingEnds(least, digits)
	}
	ends := []decimal{least}
	step, last := roundStep(least, *most, smallest(digits))
	for end := floor(least, step) + step; end <= last; end += step {
		ends = append(ends, end)
	}
	return ends
}

// roundStep is the smallest of 1, 2 and 5 times a power of ten that cuts a range into ten bins at most,
// and the highest number at which a bin may begin: the very last one makes no bin beside wider ones.
func roundStep(least, most, unit decimal) (step, last decimal) {
	last = most
	for power := unit; ; power *= 10 {
		for _, step := range []decimal{power, 2 * power, 5 * power} {
			if step > unit {
				last = most - unit
			}
			if floor(last, step)/step-floor(least, step)/step < 10 {
				return step, last
			}
		}
	}
}

// floor is the greatest multiple of step that is not above v.
func floor(v, step decimal) decimal {
	rest := v % step
	if rest < 0 {
		rest += step
	}
	return v - rest
}

// growingEnds gives 0, 1-2, 3-5, 6-10, 11-20, 21-50 and so on to a million, and the same below zero.
// Of numbers with a fraction it gives 0, 1, 2, 5, 10 and so on as lower ends.
func growingEnds(least decimal, digits int) []decimal {
	const last = 1_000_000 * whole
	above, below := []decimal{0, 1 * whole}, []decimal{}
	for power := whole; power < last; power *= 10 {
		for _, round := range []decimal{2 * power, 5 * power, 10 * power} {
			below = append([]decimal{-round}, below...)
			if digits == 0 {
				round += whole
			}
			above = append(above, round)
		}
	}
	ends := []decimal{least}
	for _, end := range append(below, above...) {
		if end > least {
			ends = append(ends, end)
		}
	}
	return ends
}
