package analysis_test

import (
	"math/rand/v2"
	"testing"

	"muster/internal/analysis"
)

func TestMoves(t *testing.T) {
	tests := []struct {
		name  string
		sides analysis.Sides
		want  analysis.Verdict
	}{
		{"up", analysis.Sides{Before: 48, BeforeBase: 80, After: 56, AfterBase: 70}, analysis.Up},
		{"down", analysis.Sides{Before: 60, BeforeBase: 80, After: 20, AfterBase: 70}, analysis.Down},
		{"noise", analysis.Sides{Before: 40, BeforeBase: 80, After: 38, AfterBase: 70}, analysis.Noise},
		{"too few", analysis.Sides{Before: 0, BeforeBase: 29, After: 70, AfterBase: 70}, analysis.Untested},
		{"nobody either time", analysis.Sides{BeforeBase: 80, AfterBase: 70}, analysis.Untested},
		{"nobody asked", analysis.Sides{}, analysis.Untested},
	}
	var options []analysis.Sides
	for _, tt := range tests {
		options = append(options, tt.sides)
	}
	moves := analysis.Moves(options)
	for i, tt := range tests {
		if got := moves[i]; got.Verdict != tt.want || got.Adjusted < got.P {
			t.Errorf("%s: %+v", tt.name, got)
		}
	}
	up := moves[0]
	near(t, "difference", up.Difference, .2, 1e-12)
	near(t, "low", up.Interval.Low, .0524, 5e-5)
	near(t, "high", up.Interval.High, .3339, 5e-5)
	near(t, "p", up.P, .00804508, 5e-9)
	near(t, "adjusted for the three tested", up.Adjusted, .00804508*3/2, 2e-8)
	if moves[3].Adjusted != 1 || moves[3].Interval.High > 1 {
		t.Errorf("untested: %+v", moves[3])
	}
}

// Before and after may change places: what went up comes down.
func TestMovesTurnRound(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		n, m := 30+random.IntN(90), 30+random.IntN(90)
		there, back := make([]analysis.Sides, 8), make([]analysis.Sides, 8)
		for i := range there {
			x, y := random.IntN(n+1), random.IntN(m+1)
			there[i] = analysis.Sides{Before: x, BeforeBase: n, After: y, AfterBase: m}
			back[i] = analysis.Sides{Before: y, BeforeBase: m, After: x, AfterBase: n}
		}
		returned := analysis.Moves(back)
		turned := map[analysis.Verdict]analysis.Verdict{analysis.Up: analysis.Down, analysis.Down: analysis.Up, analysis.Noise: analysis.Noise}
		for i, move := range analysis.Moves(there) {
			near(t, "adjusted", returned[i].Adjusted, move.Adjusted, 1e-12)
			if returned[i].Verdict != turned[move.Verdict] {
				t.Fatalf("%+v: %+v and back %+v", there[i], move, returned[i])
			}
		}
	}
}

// Where nothing changed, hardly ever one of many options is said to have moved.
func TestNothingMovedIsNoise(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	const surveys = 400
	wrong := 0
	for range surveys {
		options := make([]analysis.Sides, 24)
		for i := range options {
			options[i] = analysis.Sides{BeforeBase: 80, AfterBase: 120}
			p := .05 + .5*random.Float64()
			for range 80 {
				options[i].Before += hit(random, p)
			}
			for range 120 {
				options[i].After += hit(random, p)
			}
		}
		for _, move := range analysis.Moves(options) {
			if move.Verdict == analysis.Up || move.Verdict == analysis.Down {
				wrong++
				break
			}
		}
	}
	if share := float64(wrong) / surveys; share > .08 {
		t.Errorf("something moved in %.3f of surveys where nothing did", share)
	}
}

func hit(random *rand.Rand, p float64) int {
	if random.Float64() < p {
		return 1
	}
	return 0
}
