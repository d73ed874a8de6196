package analysis_test

import (
	"math"
	"testing"

	"muster/internal/analysis"
)

// near fails the test unless got is want to the digits that the reference gives.
func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.10f, want %.10f", what, got, want)
	}
}

func TestWilson(t *testing.T) {
	tests := []struct {
		name      string
		x, n      int
		low, high float64
	}{
		{"a share in the middle", 81, 263, .255289, .366210},
		{"a small share", 15, 148, .062386, .160487},
		{"nobody", 0, 20, 0, .161125},
		{"one", 1, 29, .006113, .171755},
		{"half of a few", 5, 10, .236593, .763407},
		{"everybody", 10, 10, .722467, 1},
		{"of nobody", 0, 0, 0, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := analysis.Wilson(tt.x, tt.n)
			near(t, "low", got.Low, tt.low, 5e-7)
			near(t, "high", got.High, tt.high, 5e-7)
		})
	}
}

// The ends of the interval are the shares at which a score test just rejects: the defining
// property, which holds to the precision of the arithmetic.
func TestWilsonEndsSolveTheScoreEquation(t *testing.T) {
	const z = 1.959963984540054
	for n := 1; n <= 400; n += 13 {
		for x := 0; x <= n; x++ {
			i := analysis.Wilson(x, n)
			p := float64(x) / float64(n)
			if i.Low > p || i.High < p || i.Low < 0 || i.High > 1 {
				t.Fatalf("Wilson(%d, %d) = %v does not hold %v", x, n, i, p)
			}
			for _, end := range []float64{i.Low, i.High} {
				if end == 0 || end == 1 {
					continue
				}
				near(t, "score", (p-end)*(p-end), z*z*end*(1-end)/float64(n), 1e-9)
			}
		}
	}
}

func TestTwoProportions(t *testing.T) {
	z, p, ok := analysis.TwoProportions(56, 70, 48, 80)
	if !ok {
		t.Fatal("no test of 56/70 and 48/80")
	}
	near(t, "z", z, 2.650172, 5e-7)
	near(t, "p", p, .00804508, 5e-9)
	d := analysis.Newcombe(56, 70, 48, 80)
	near(t, "low", d.Low, .0524, 5e-5)
	near(t, "high", d.High, .3339, 5e-5)

	z, p, _ = analysis.TwoProportions(15, 50, 25, 50)
	near(t, "z", z, -2.041241, 5e-7)
	near(t, "p", p, .04122683, 5e-9)
}

func TestNothingCanBeTold(t *testing.T) {
	if _, p, ok := analysis.TwoProportions(0, 0, 1, 2); ok || p != 1 {
		t.Error("a side of nobody was tested")
	}
	if _, _, ok := analysis.TwoProportions(0, 5, 0, 9); ok {
		t.Error("nobody against nobody was tested")
	}
	if got := analysis.Newcombe(1, 2, 0, 0); got != (analysis.Interval{Low: -1, High: 1}) {
		t.Errorf("Newcombe with a side of nobody = %v", got)
	}
	for _, c := range [][4]int{{0, 0, 3, 9}, {0, 3, 0, 9}, {3, 9, 3, 9}, {3, 3, 9, 9}, {0, 0, 0, 0}} {
		if v, ok := analysis.AdjustedResidual(c[0], c[1], c[2], c[3]); ok || v != 0 {
			t.Errorf("AdjustedResidual%v = %v, %v", c, v, ok)
		}
		if _, ok := analysis.CellTest(c[0], c[1], c[2], c[3]); ok {
			t.Errorf("CellTest%v was tested", c)
		}
	}
	for _, c := range [][4]int{{5, 4, 6, 20}, {-1, 4, 6, 20}, {0, 15, 15, 20}} {
		if _, ok := analysis.CellTest(c[0], c[1], c[2], c[3]); ok {
			t.Errorf("CellTest%v tested what is no table", c)
		}
	}
	if _, ok := analysis.PearsonResidual(0, 0, 3, 9); ok {
		t.Error("a residual where nobody is expected")
	}
}
