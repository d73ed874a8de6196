package analysis

import "math"

// Lead gives a 95 % interval of the difference x1/n - x2/n of two shares of the same n people, of
// whom it is not known how many are in both. It is Wald's interval for dependent proportions
// (A. Agresti, Categorical data analysis, on comparing dependent proportions) with as few in both
// as there can be, which makes it as wide as it can be: where it leaves 0 out, the lead is real
// however the two overlap. For options of which one only can be picked it is exact in that.
func Lead(x1, x2, n int) Interval {
	if n <= 0 {
		return Interval{-1, 1}
	}
	p1, p2 := float64(x1)/float64(n), float64(x2)/float64(n)
	both := math.Max(0, p1+p2-1)
	differ := p1 + p2 - 2*both // share of people who are in one of the two only
	d := p1 - p2
	spread := z95 * math.Sqrt(math.Max(0, differ-d*d)/float64(n))
	return Interval{math.Max(-1, d-spread), math.Min(1, d+spread)}
}
