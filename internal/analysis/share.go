package analysis

import "math"

// z95 is the 97.5 % quantile of the standard normal distribution, which leaves 95 % between its
// negative and itself.
const z95 = 1.959963984540054

// Interval is a range of a share or of a difference of shares.
type Interval struct{ Low, High float64 }

// Wilson gives the 95 % score interval of the share x/n (E. B. Wilson, Probable inference, the law
// of succession, and statistical inference, JASA 22, 1927). Unlike the textbook interval it holds
// for small n and for shares near 0 and 1. A share of nobody may be anything: 0 to 1.
func Wilson(x, n int) Interval {
	if n <= 0 {
		return Interval{0, 1}
	}
	return WilsonAbout(float64(x)/float64(n), n)
}

// WilsonAbout is Wilson's interval of n people about a share that need not be of whole people, such as one
// that was corrected.
func WilsonAbout(share float64, n int) Interval {
	if n <= 0 {
		return Interval{0, 1}
	}
	p, size := min(max(share, 0), 1), float64(n)
	middle := p + z95*z95/(2*size)
	spread := z95 * math.Sqrt(p*(1-p)/size+z95*z95/(4*size*size))
	over := 1 + z95*z95/size
	i := Interval{(middle - spread) / over, (middle + spread) / over}
	if p == 0 {
		i.Low = 0 // exactly, whatever the rounding
	}
	if p == 1 {
		i.High = 1
	}
	return i
}

// AgrestiCoull gives the 95 % interval of the share x/n by Agresti and Coull: Wald's interval about
// Wilson's middle (A. Agresti and B. A. Coull, Approximate is better than "exact" for interval
// estimation of binomial proportions, The American Statistician 52, 1998), kept within 0 and 1. It is
// never narrower than Wilson's, which is the one to show; others publish this one.
func AgrestiCoull(x, n int) Interval {
	if n <= 0 {
		return Interval{0, 1}
	}
	x = min(max(x, 0), n)
	size := float64(n) + z95*z95
	p := (float64(x) + z95*z95/2) / size
	spread := z95 * math.Sqrt(p*(1-p)/size)
	return Interval{math.Max(0, p-spread), math.Min(1, p+spread)}
}

// Newcombe gives the 95 % hybrid score interval of the difference x1/n1 - x2/n2 of two shares of
// different people (R. G. Newcombe, Interval estimation for the difference between independent
// proportions, Statistics in Medicine 17, 1998, method 10).
func Newcombe(x1, n1, x2, n2 int) Interval {
	if n1 <= 0 || n2 <= 0 {
		return Interval{-1, 1}
	}
	p1, p2 := float64(x1)/float64(n1), float64(x2)/float64(n2)
	a, b := Wilson(x1, n1), Wilson(x2, n2)
	return Interval{
		Low:  p1 - p2 - math.Hypot(p1-a.Low, b.High-p2),
		High: p1 - p2 + math.Hypot(a.High-p1, p2-b.Low),
	}
}

// TwoProportions tests whether x1/n1 and x2/n2 are shares of one common share, without continuity
// correction: z is positive where the first is larger, p is two-sided. ok is false where nothing
// can be told: a side has no people, or everybody or nobody is in.
func TwoProportions(x1, n1, x2, n2 int) (z, p float64, ok bool) {
	if n1 <= 0 || n2 <= 0 {
		return 0, 1, false
	}
	a, b := float64(n1), float64(n2)
	pooled := (float64(x1) + float64(x2)) / (a + b)
	variance := pooled * (1 - pooled) * (1/a + 1/b)
	if variance <= 0 {
		return 0, 1, false
	}
	z = (float64(x1)/a - float64(x2)/b) / math.Sqrt(variance)
	return z, TwoSided(z), true
}

// TwoSided gives the probability that a standard normal value lies as far from 0 as z or farther.
func TwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }
