package analysis_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

func TestLift(t *testing.T) {
	tests := []struct {
		name              string
		joint, a, b, base int
		lift, deviation   float64 // the latter of the lift's logarithm
	}{
		// Independent: (1 - .4)(1 - .5) / (100 * .4 * .5).
		{"as chance has it", 20, 40, 50, 100, 1, math.Sqrt(.015)},
		// One and the same: the lift is 1/p, its variance (1 - p)/(n p).
		{"the same people", 25, 25, 25, 100, 4, math.Sqrt(.75 / 25)},
		{"everybody", 60, 60, 60, 60, 1, 0},
		{"twice as often", 40, 50, 100, 250, 2, math.Sqrt(1./40 - 1./50 - 1./100 + 3./250)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := analysis.Lift(tt.joint, tt.a, tt.b, tt.base)
			if !ok || got.Joint != tt.joint {
				t.Fatalf("%+v, %v", got, ok)
			}
			const z = 1.959963984540054
			near(t, "lift", got.Lift, tt.lift, 1e-12)
			near(t, "low", got.Interval.Low, tt.lift*math.Exp(-z*tt.deviation), 1e-9)
			near(t, "high", got.Interval.High, tt.lift*math.Exp(z*tt.deviation), 1e-9)
			back, _ := analysis.Lift(tt.joint, tt.b, tt.a, tt.base)
			near(t, "the other way round", back.Lift, got.Lift, 1e-12)
		})
	}
}

func TestLiftIsNotToldOfFew(t *testing.T) {
	for _, c := range [][4]int{{9, 40, 50, 100}, {0, 0, 0, 0}, {20, 19, 50, 100}, {10, 60, 60, 100}, {-1, 3, 3, 9}} {
		if got, ok := analysis.Lift(c[0], c[1], c[2], c[3]); ok {
			t.Errorf("Lift%v = %+v", c, got)
		}
	}
}

// In 95 of 100 samples the interval holds the lift of the people it was drawn from.
func TestLiftIntervalHoldsTheTruth(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	const pBoth, pA, pB, samples = .15, .25, .35, 4000
	held := 0
	for range samples {
		var joint, a, b int
		for range 300 {
			switch v := random.Float64(); {
			case v < pBoth:
				joint, a, b = joint+1, a+1, b+1
			case v < pA:
				a++
			case v < pA+pB-pBoth:
				b++
			}
		}
		got, _ := analysis.Lift(joint, a, b, 300)
		if got.Interval.Low <= pBoth/(pA*pB) && pBoth/(pA*pB) <= got.Interval.High {
			held++
		}
	}
	near(t, "held", float64(held)/samples, .95, .012)
}
