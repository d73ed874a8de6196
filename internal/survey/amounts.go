package survey

import "fmt"

const longestSymbol = 3 // bytes of a unit that is taken for a symbol, such as km or CHF, not for a word

// number builds the bounds and bins of a Number.
func (b *builder) number(path string, f *fileQuestion, q *Question) {
	digits := f.Decimals
	if digits < 0 || digits > maxDecimals {
		b.report(path+".decimals", "decimals must lie between 0 and %d", maxDecimals)
		digits = 0
	}
	q.Unit = b.label(path+".unit", f.Unit, len(f.Unit[""]) <= longestSymbol)
	q.Bounds = Bounds{Decimals: digits}
	least, most := new(decimal), (*decimal)(nil)
	if f.Min != "" {
		least = b.amount(path+".min", f.Min, digits)
	}
	if f.Max != "" {
		most = b.amount(path+".max", f.Max, digits)
	}
	if least == nil || most == nil && f.Max != "" {
		return
	}
	q.Bounds.Min = least.String()
	if most != nil {
		if q.Bounds.Max = most.String(); *most <= *least {
			b.report(path+".max", "max %s is not above min %s; nobody could answer", most, least)
			return
		}
	}
	q.Bins = numberBins(b.lows(path, f, *least, most), most, digits)
}

// lows gives the lower ends of the bins; the first bin always begins at the least number.
func (b *builder) lows(path string, f *fileQuestion, least decimal, most *decimal) []decimal {
	if len(f.Bins) == 0 {
		return lowerEnds(least, most, f.Decimals)
	}
	if len(f.Bins) > maxBins {
		b.report(path+".bins", "%d bins; %d is the most", len(f.Bins), maxBins)
	}
	lows := []decimal{least}
	for i, n := range f.Bins {
		at := fmt.Sprintf("%s.bins[%d]", path, i)
		low := b.amount(at, n, f.Decimals)
		switch last := lows[len(lows)-1]; {
		case low == nil:
		case i == 0 && *low == least:
		case *low <= last:
			b.report(at, "bins are the lower ends of ranges in ascending order, none below min; %s does not come after %s", low, last)
		case most != nil && *low > *most:
			b.report(at, "the range that begins at %s lies above max %s", low, most)
		default:
			lows = append(lows, *low)
		}
	}
	return lows
}

// amount reads a number with at most so many digits after the point; nil when it is none.
func (b *builder) amount(path string, n number, digits int) *decimal {
	v, ok := parseDecimal(string(n))
	switch {
	case !ok:
		b.report(path, "expected a number such as 12 or 2.5, found %q", n)
		return nil
	case v%smallest(digits) != 0:
		b.report(path, "%s has more digits after the point than the question allows; add decimals: with how many", n)
		return nil
	}
	return &v
}

// date builds the bounds and bins of a Date.
func (b *builder) date(path string, f *fileQuestion, q *Question) {
	for _, end := range []struct {
		key string
		day *day
	}{{"first", f.First}, {"last", f.Last}} {
		if end.day == nil && !b.doc.Has(path+"."+end.key) {
			b.report(path+"."+end.key, "question %q needs first and last, the days between which an answer lies, such as first: 2026-12-01", q.ID)
			return
		}
	}
	if f.First == nil || f.Last == nil || f.First.time.IsZero() || f.Last.time.IsZero() {
		return // reported where it stands
	}
	q.First, q.Last = f.First.time, f.Last.time
	switch {
	case q.Last.Before(q.First):
		b.report(path+".last", "the last day comes before the first; move one of them")
	case q.Last.Year()-q.First.Year() >= maxYears:
		b.report(path+".last", "first and last lie more than %d years apart", maxYears)
	default:
		q.Bins = dateBins(q.First, q.Last, b.own)
	}
}
