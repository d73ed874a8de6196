package analysis_test

import (
	"math"
	"testing"

	"muster/internal/analysis"
)

func TestLead(t *testing.T) {
	tests := []struct {
		name      string
		x1, x2, n int
		low, high float64
	}{
		// Nobody need be in both: variance (.5 + .3 - .2²) / 100.
		{"apart", 50, 30, 100, .2 - 1.959963985*.0871779789, .2 + 1.959963985*.0871779789},
		// At least 50 of 100 are in both: variance (.8 + .7 - 2*.5 - .1²) / 100.
		{"overlapping", 80, 70, 100, .1 - 1.959963985*.07, .1 + 1.959963985*.07},
		{"everybody and nobody", 40, 0, 40, 1, 1},
		{"of nobody", 0, 0, 0, -1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, back := analysis.Lead(tt.x1, tt.x2, tt.n), analysis.Lead(tt.x2, tt.x1, tt.n)
			near(t, "low", got.Low, tt.low, 1e-9)
			near(t, "high", got.High, tt.high, 1e-9)
			near(t, "the other way round", back.Low, -got.High, 1e-12)
		})
	}
}

// Whatever the overlap is, the interval that knows it lies within Lead.
func TestLeadIsTheWidest(t *testing.T) {
	const n, z = 60, 1.959963984540054
	for x1 := 0; x1 <= n; x1 += 5 {
		for x2 := 0; x2 <= n; x2 += 4 {
			lead := analysis.Lead(x1, x2, n)
			for both := max(0, x1+x2-n); both <= min(x1, x2); both++ {
				d := float64(x1-x2) / n
				v := (float64(x1+x2-2*both)/n - d*d) / n
				if low := d - z*math.Sqrt(max(0, v)); low < lead.Low-1e-12 && lead.Low > -1 {
					t.Fatalf("%d and %d of %d with %d in both: %v is below %v", x1, x2, n, both, low, lead.Low)
				}
			}
		}
	}
}
