package analysis

import (
	"cmp"
	"math"
	"slices"
)

// BenjaminiHochberg adjusts the p-values of tests made together: rejecting those at or below q
// holds the expected part of false rejections at q (Y. Benjamini and Y. Hochberg, Controlling the
// false discovery rate, JRSS B 57, 1995). The adjusted values stand where their originals stood.
func BenjaminiHochberg(p []float64) []float64 {
	order := descending(p)
	adjusted := make([]float64, len(p))
	least := 1.0
	for i, at := range order {
		rank := len(p) - i
		least = math.Min(least, p[at]*(float64(len(p))/float64(rank)))
		adjusted[at] = least
	}
	return adjusted
}

// Bonferroni adjusts the p-values of tests made together so that the chance of any false
// rejection is held.
func Bonferroni(p []float64) []float64 {
	adjusted := make([]float64, len(p))
	for i := range p {
		adjusted[i] = math.Min(1, p[i]*float64(len(p)))
	}
	return adjusted
}

func descending(p []float64) []int {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	return order
}
