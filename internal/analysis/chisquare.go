package analysis

import "math"

// Association is what a chi-square test finds in a crosstab of two single-choice questions.
type Association struct {
	X2      float64 // Pearson's statistic, without continuity correction
	Freedom int     // degrees of
	P       float64
	V       float64 // Cramer's V: 0 none, 1 complete
}

// ChiSquare tests the independence of rows and columns of counts. Each person must be in one cell
// only: for questions of several picks the test is invalid and CellTest is the one to use. Empty
// rows and columns are passed over; it is false where fewer than two of either are left.
func ChiSquare(counts [][]int) (Association, bool) {
	rows, cols, base := margins(counts)
	r, c := positive(rows), positive(cols)
	if r < 2 || c < 2 {
		return Association{}, false
	}
	a := Association{Freedom: (r - 1) * (c - 1)}
	for i, line := range counts {
		for j, cell := range line {
			if residual, ok := PearsonResidual(cell, rows[i], cols[j], base); ok {
				a.X2 += residual * residual
			}
		}
	}
	a.P = upperGamma(float64(a.Freedom)/2, a.X2/2)
	a.V = math.Sqrt(a.X2 / (float64(base) * float64(min(r, c)-1)))
	return a, true
}

func margins(counts [][]int) (rows, cols []int, base int) {
	rows = make([]int, len(counts))
	for i, line := range counts {
		for len(cols) < len(line) {
			cols = append(cols, 0)
		}
		for j, cell := range line {
			rows[i] += cell
			cols[j] += cell
			base += cell
		}
	}
	return rows, cols, base
}

func positive(counts []int) int {
	n := 0
	for _, c := range counts {
		if c > 0 {
			n++
		}
	}
	return n
}

// upperGamma is the regularised upper incomplete gamma function Q(a, x): by its series below
// a + 1 and by its continued fraction, in Lentz's way, above (M. Abramowitz and I. A. Stegun,
// Handbook of mathematical functions, 6.5.29 and 6.5.31).
func upperGamma(a, x float64) float64 {
	if x <= 0 {
		return 1
	}
	lgamma, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(x) - x - lgamma)
	if x < a+1 {
		return 1 - front*lowerSeries(a, x)
	}
	return front * upperFraction(a, x)
}

const (
	maxTerms  = 10_000
	precision = 1e-16
)

func lowerSeries(a, x float64) float64 {
	term := 1 / a
	sum := term
	for n := 1; n < maxTerms && term > sum*precision; n++ {
		term *= x / (a + float64(n))
		sum += term
	}
	return sum
}

func upperFraction(a, x float64) float64 {
	const tiny = 1e-300 // stands in for 0 in a denominator
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	value := d
	for n := 1; n < maxTerms; n++ {
		k := -float64(n) * (float64(n) - a)
		b += 2
		d = 1 / orTiny(k*d+b, tiny)
		c = orTiny(b+k/c, tiny)
		value *= c * d
		if math.Abs(c*d-1) < precision*4 {
			break
		}
	}
	return value
}

func orTiny(v, tiny float64) float64 {
	if v == 0 {
		return tiny
	}
	return v
}
