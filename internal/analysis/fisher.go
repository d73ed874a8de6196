package analysis

import "math"

// Fisher tests the table [a b; c d] with all its margins given (R. A. Fisher, The design of
// experiments, 1935). greater is the probability of a or more in the first cell; twoSided adds up
// all tables that are no more probable than this one, as R's fisher.test does. Counts must not be
// negative.
func Fisher(a, b, c, d int) (greater, twoSided float64) {
	row, col, n := a+b, a+c, a+b+c+d
	low, high := max(0, row+col-n), min(row, col)
	here := hypergeometric(a, row, col, n)
	// Tables as probable as this one differ from it by rounding only.
	const slack = 1 + 1e-7
	for k := low; k <= high; k++ {
		p := hypergeometric(k, row, col, n)
		if k >= a {
			greater += p
		}
		if p <= here*slack {
			twoSided += p
		}
	}
	return math.Min(greater, 1), math.Min(twoSided, 1)
}

// hypergeometric is the probability of k in both when row and col are drawn from n.
func hypergeometric(k, row, col, n int) float64 {
	return math.Exp(choose(row, k) + choose(n-row, col-k) - choose(n, col))
}

// choose is the logarithm of the number of ways to take k of n.
func choose(n, k int) float64 {
	return logFactorial(n) - logFactorial(k) - logFactorial(n-k)
}

func logFactorial(n int) float64 {
	v, _ := math.Lgamma(float64(n) + 1)
	return v
}
