package analysis

import "math"

// Fisher tests the table [a b; c d] with all its margins given (R. A. Fisher, The design of
// experiments, 1935). greater is the probability of a or more in the first cell; twoSided adds up
// all tables that are no more probable than this one, as R's fisher.test does. Counts must not be
// negative.
func Fisher(a, b, c, d int) (greater, twoSided float64) {
	h := hypergeometric(a+b, a+c, a+b+c+d)
	here := h.at(a)
	// Tables as probable as this one differ from it by rounding only.
	const slack = 1 + 1e-7
	for k, p := range h.weights {
		if k+h.low >= a {
			greater += p
		}
		if p <= here*slack {
			twoSided += p
		}
	}
	return math.Min(greater/h.sum, 1), math.Min(twoSided/h.sum, 1)
}

// overlap is the distribution of the number in both when row and col are drawn from n: how probable
// each number from low on is beside the most probable one, and the sum of that.
type overlap struct {
	low     int
	weights []float64
	sum     float64
}

// hypergeometric steps from the most probable number to both ends by the ratio of neighbours, which
// keeps all digits where logarithms of factorials of large n would lose some.
func hypergeometric(row, col, n int) overlap {
	low, high := max(0, row+col-n), min(row, col)
	h := overlap{low: low, weights: make([]float64, high-low+1)}
	mode := int((float64(row) + 1) * (float64(col) + 1) / (float64(n) + 2))
	mode = min(max(mode, low), high)
	ratio := func(k int) float64 { // of k+1 to k
		return float64(row-k) * float64(col-k) / (float64(k+1) * float64(n-row-col+k+1))
	}
	h.weights[mode-low] = 1
	for k := mode; k < high; k++ {
		h.weights[k+1-low] = h.weights[k-low] * ratio(k)
	}
	for k := mode; k > low; k-- {
		h.weights[k-1-low] = h.weights[k-low] / ratio(k-1)
	}
	for _, w := range h.weights {
		h.sum += w
	}
	return h
}

func (h overlap) at(k int) float64 { return h.weights[k-h.low] }
