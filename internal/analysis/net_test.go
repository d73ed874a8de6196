package analysis_test

import (
	"math"
	"testing"

	"muster/internal/analysis"
)

func TestNet(t *testing.T) {
	tests := []struct {
		name      string
		x1, x2, n int
		want      analysis.Interval
	}{
		// By hand: 41/102 - 21/102 = .196078, and 1.959964 times the root of (62/102 - .196078^2)/102.
		{"40 for, 20 against, of 100", 40, 20, 100, analysis.Interval{Low: .0496394, High: .3425174}},
		{"the other way round", 20, 40, 100, analysis.Interval{Low: -.3425174, High: -.0496394}},
		{"nobody on either side", 0, 0, 100, analysis.Interval{Low: -.0271728, High: .0271728}},
		{"nobody at all", 0, 0, 0, analysis.Interval{Low: -1, High: 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := analysis.Net(tt.x1, tt.x2, tt.n)
			if math.Abs(got.Low-tt.want.Low) > 1e-5 || math.Abs(got.High-tt.want.High) > 1e-5 {
				t.Errorf("Net(%d, %d, %d) = %+v, want %+v", tt.x1, tt.x2, tt.n, got, tt.want)
			}
		})
	}
}

// Whatever the counts, the interval holds the difference and stays within what a difference can be.
func TestNetHoldsTheDifference(t *testing.T) {
	for n := 1; n <= 40; n++ {
		for x1 := 0; x1 <= n; x1++ {
			for x2 := 0; x1+x2 <= n; x2++ {
				got, d := analysis.Net(x1, x2, n), float64(x1-x2)/float64(n)
				if !(got.Low <= d+1e-12 && d-1e-12 <= got.High) || got.Low < -1 || got.High > 1 {
					t.Fatalf("%d and %d of %d: %+v", x1, x2, n, got)
				}
			}
		}
	}
}
