package analysis

import "math"

// Association is what a chi-square test finds in a crosstab of two single-choice questions.
type Association struct {
	X2      float64 // Pearson's statistic, without continuity correction
	Freedom int     // degrees of
	P       float64
	V       float64 // Cramer's V: 0 none, 1 complete
	// Corrected is V without what chance alone adds to it, which is much where people are few and cells
	// many: 0 where there is no more than that (W. Bergsma, A bias-correction for Cramer's V and
	// Tschuprow's T, Journal of the Korean Statistical Society 42, 2013).
	Corrected float64
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
	a.Corrected = corrected(a, float64(r), float64(c), float64(base))
	return a, true
}

// corrected takes from phi squared what it would be of independent answers, and from the numbers of rows
// and columns what the correction takes of the most that it can be.
func corrected(a Association, r, c, n float64) float64 {
	phi := a.X2/n - (r-1)*(c-1)/(n-1)
	room := min(r-(r-1)*(r-1)/(n-1), c-(c-1)*(c-1)/(n-1)) - 1
	if phi <= 0 || room <= 0 {
		return 0
	}
	return math.Sqrt(phi / room)
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
