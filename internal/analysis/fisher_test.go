package analysis_test

import (
	"slices"
	"testing"

	"muster/internal/analysis"
)

func TestFisher(t *testing.T) {
	greater, two := analysis.Fisher(3, 1, 1, 3)
	near(t, "lady tasting tea, two-sided", two, .4857142857, 5e-11)
	near(t, "lady tasting tea, one-sided", greater, .2428571429, 5e-11)

	tests := []struct {
		name         string
		a, b, c, d   int
		greater, two float64
	}{
		{"all of them", 4, 0, 0, 4, 1.0 / 70, 2.0 / 70},
		{"the least there can be", 0, 4, 4, 0, 1, 2.0 / 70},
		{"one table only", 5, 0, 3, 0, 1, 1},
		{"nobody", 0, 0, 0, 0, 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			greater, two := analysis.Fisher(tt.a, tt.b, tt.c, tt.d)
			near(t, "greater", greater, tt.greater, 1e-12)
			near(t, "two-sided", two, tt.two, 1e-12)
		})
	}
}

func TestCellTestChoosesItsTest(t *testing.T) {
	p, ok := analysis.CellTest(3, 4, 4, 8) // two expected: exact
	if !ok {
		t.Fatal("not tested")
	}
	near(t, "exact", p, .4857142857, 5e-11)
	p, _ = analysis.CellTest(56, 70, 104, 150) // 48 of 80 in the rest
	near(t, "normal", p, .00804508, 5e-9)
	p, _ = analysis.CellTest(60_000, 100_000, 100_003, 200_000) // all of 99,997 but three rows
	if p > 1e-9 {
		t.Errorf("p = %v for 60%% against 40%% of 100,000 each", p)
	}
}

// The fifteen p-values of Benjamini and Hochberg's own example.
var published = []float64{
	.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1,
}

func TestManyTestsAtOnce(t *testing.T) {
	bh := analysis.BenjaminiHochberg(published)
	near(t, "fourth, Benjamini-Hochberg", bh[3], .035625, 1e-12)
	if n := rejected(bh); n != 4 {
		t.Errorf("Benjamini-Hochberg rejects %d, want 4", n)
	}
	bonferroni := analysis.Bonferroni(published)
	near(t, "third, Bonferroni", bonferroni[2], .0285, 1e-12)
	if n := rejected(bonferroni); n != 3 {
		t.Errorf("Bonferroni rejects %d, want 3", n)
	}
}

func TestAdjustedValuesStayInPlace(t *testing.T) {
	shuffled := []float64{.9, .001, .5, .001, .02}
	before := slices.Clone(shuffled)
	got := analysis.BenjaminiHochberg(shuffled)
	if !slices.Equal(shuffled, before) {
		t.Error("the p-values given were changed")
	}
	want := []float64{.9, .0025, .625, .0025, .02 * 5 / 3}
	for i := range want {
		near(t, "adjusted", got[i], want[i], 1e-12)
	}
	if len(analysis.BenjaminiHochberg(nil)) != 0 || len(analysis.Bonferroni(nil)) != 0 {
		t.Error("no tests gave adjusted values")
	}
}

func rejected(p []float64) int {
	n := 0
	for _, v := range p {
		if v <= .05 {
			n++
		}
	}
	return n
}
