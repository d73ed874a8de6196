package analysis

import "math"

// Net gives a 95 % interval of the difference x1/n - x2/n of two shares of the same n people of whom
// nobody is in both, such as those who are for something less those who are against it. It is the
// adjusted Wald interval (D. G. Bonett and R. M. Price, Adjusted Wald confidence interval for a
// difference of binomial proportions based on paired data, JEBS 37, 2012): one person more on either
// side keeps it from being too narrow for few people and near the ends.
func Net(x1, x2, n int) Interval {
	if n <= 0 {
		return Interval{-1, 1}
	}
	size := float64(n) + 2
	p1, p2 := (float64(x1)+1)/size, (float64(x2)+1)/size
	d := p1 - p2
	spread := z95 * math.Sqrt((p1+p2-d*d)/size)
	return Interval{math.Max(-1, d-spread), math.Min(1, d+spread)}
}
