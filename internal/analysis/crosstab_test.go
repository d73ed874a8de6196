package analysis_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

// Party by gender, and hair by eye colour summed over sex: the tables R is used to explain
// chi-square with.
var (
	party   = [][]int{{762, 327, 468}, {484, 239, 477}}
	hairEye = [][]int{{68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}}
)

func margins(counts [][]int) (rows, cols []int, base int) {
	rows, cols = make([]int, len(counts)), make([]int, len(counts[0]))
	for r := range counts {
		for c, n := range counts[r] {
			rows[r] += n
			cols[c] += n
			base += n
		}
	}
	return rows, cols, base
}

func TestChiSquare(t *testing.T) {
	got, ok := analysis.ChiSquare(party)
	if !ok || got.Freedom != 2 {
		t.Fatalf("ChiSquare = %+v, %v", got, ok)
	}
	near(t, "X2", got.X2, 30.0701491, 5e-8)
	near(t, "p", got.P, 2.953589e-07, 5e-14)
	near(t, "V", got.V, .104436, 5e-7)
	near(t, "corrected V", got.Corrected, .100919982784409, 1e-12)

	hair, _ := analysis.ChiSquare(hairEye)
	near(t, "X2", hair.X2, 138.28984, 5e-6)
	near(t, "corrected V", hair.Corrected, .270483152912316, 1e-12)
}

// Of two questions that have nothing to do with each other V says more the fewer people answer; the
// corrected one says nothing.
func TestCorrectedVOfNoise(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	const tables = 400
	plain, corrected := 0.0, 0.0
	for range tables {
		counts := [][]int{make([]int, 5), make([]int, 5), make([]int, 5), make([]int, 5)}
		for range 40 {
			counts[random.IntN(4)][random.IntN(5)]++
		}
		a, _ := analysis.ChiSquare(counts)
		plain, corrected = plain+a.V/tables, corrected+a.Corrected/tables
	}
	if plain < .25 || corrected > .12 {
		t.Errorf("of noise V is %.2f on average and the corrected one %.2f", plain, corrected)
	}
	if two, _ := analysis.ChiSquare([][]int{{1, 0}, {0, 1}}); two.Corrected != 0 {
		t.Errorf("of two people it is %v", two.Corrected)
	}
}

// With two degrees of freedom the tail is exp(-x/2); with one it is that of a normal value. Both
// branches of the incomplete gamma function are met.
func TestChiSquareTailAgainstClosedForms(t *testing.T) {
	for _, k := range []int{1, 2, 5, 20, 60} {
		got, _ := analysis.ChiSquare([][]int{{40 + k, 50, 60}, {60, 50, 40}})
		near(t, "two degrees", got.P, math.Exp(-got.X2/2), 1e-13)
		one, _ := analysis.ChiSquare([][]int{{40 + k, 50}, {60, 50}})
		near(t, "one degree", one.P, analysis.TwoSided(math.Sqrt(one.X2)), 1e-13)
	}
	same, _ := analysis.ChiSquare([][]int{{10, 20}, {10, 20}})
	near(t, "no difference", same.P, 1, 0)
}

func TestChiSquarePassesOverWhatIsEmpty(t *testing.T) {
	full, _ := analysis.ChiSquare([][]int{{9, 4}, {3, 8}})
	with, ok := analysis.ChiSquare([][]int{{9, 0, 4}, {0, 0, 0}, {3, 0, 8}})
	if !ok || with != full {
		t.Errorf("with an empty row and column %+v, without %+v", with, full)
	}
	for _, counts := range [][][]int{nil, {{1, 2}}, {{1}, {2}}, {{0, 0}, {0, 0}}} {
		if _, ok := analysis.ChiSquare(counts); ok {
			t.Errorf("ChiSquare(%v) found something to test", counts)
		}
	}
}

func TestResiduals(t *testing.T) {
	rows, cols, base := margins(party)
	pearson, _ := analysis.PearsonResidual(party[0][0], rows[0], cols[0], base)
	near(t, "Pearson", pearson, 2.198856, 5e-7)
	for c, want := range []float64{4.502054, .699452, -5.315946} {
		got, ok := analysis.AdjustedResidual(party[0][c], rows[0], cols[c], base)
		if !ok {
			t.Errorf("no residual in column %d", c)
		}
		near(t, "adjusted", got, want, 5e-7)
	}
	rows, cols, base = margins(hairEye)
	blond, _ := analysis.AdjustedResidual(hairEye[3][1], rows[3], cols[1], base)
	near(t, "blond and blue, adjusted", blond, 9.9676, 5e-5)
	blond, _ = analysis.PearsonResidual(hairEye[3][1], rows[3], cols[1], base)
	near(t, "blond and blue, Pearson", blond, 7.0496, 5e-5)
}

// Where categories overlap there is no chi-square to take residuals of, but the adjusted residual
// is still the pooled z of the row against everybody else.
func TestAdjustedResidualIsThePooledZ(t *testing.T) {
	for _, c := range [][4]int{{38, 90, 160, 412}, {3, 31, 40, 412}, {0, 40, 12, 100}, {25, 30, 60, 70}} {
		cell, row, col, base := c[0], c[1], c[2], c[3]
		got, ok := analysis.AdjustedResidual(cell, row, col, base)
		z, _, _ := analysis.TwoProportions(cell, row, col-cell, base-row)
		if !ok {
			t.Fatalf("no residual of %v", c)
		}
		near(t, "residual", got, z, 1e-12)
	}
}
