package analysis_test

import (
	"math"
	"testing"

	"muster/internal/analysis"
)

func TestTellingWords(t *testing.T) {
	words := []analysis.Word{
		{Group: 30, Rest: 5},    // the group's own
		{Group: 5, Rest: 60},    // the rest's
		{Group: 100, Rest: 200}, // everybody's
		{Group: 1, Rest: 0},     // said once
		{},                      // said by nobody
	}
	got := analysis.TellingWords(words)
	if len(got) != len(words) {
		t.Fatalf("%d words", len(got))
	}
	if !(got[0].Z > 2 && got[1].Z < -2 && math.Abs(got[2].Z) < 1) {
		t.Errorf("own %+v, others' %+v, everybody's %+v", got[0], got[1], got[2])
	}
	if got[3].Z > 1 || got[4] != (analysis.Telling{}) {
		t.Errorf("said once %+v, by nobody %+v", got[3], got[4])
	}
	// By hand: 136 words of the group, 265 of the rest; the prior of the first is 136 * 35 / 401.
	prior := 136. * 35 / 401
	g, r := 30+prior, 5+prior
	odds := math.Log(g/(272-g)) - math.Log(r/(401-r))
	near(t, "log-odds", got[0].LogOdds, odds, 1e-12)
	near(t, "z", got[0].Z, odds/math.Sqrt(1/g+1/r), 1e-12)
}

func TestTellingWordsTurnRound(t *testing.T) {
	words := []analysis.Word{{Group: 7, Rest: 2}, {Group: 4, Rest: 40}, {Group: 19, Rest: 18}}
	turned := make([]analysis.Word, len(words))
	for i, w := range words {
		turned[i] = analysis.Word{Group: w.Rest, Rest: w.Group}
	}
	back := analysis.TellingWords(turned)
	for i, told := range analysis.TellingWords(words) {
		near(t, "z", told.Z, -back[i].Z, 1e-12)
	}
}

func TestNothingToTell(t *testing.T) {
	for name, words := range map[string][]analysis.Word{
		"no words":       nil,
		"a silent group": {{Rest: 4}, {Rest: 9}},
		"a silent rest":  {{Group: 4}, {Group: 9}},
		"one word":       {{Group: 4, Rest: 9}},
		"the same words": {{Group: 4, Rest: 8}, {Group: 6, Rest: 12}},
	} {
		for _, told := range analysis.TellingWords(words) {
			if math.Abs(told.Z) > 1e-12 {
				t.Errorf("%s: %+v", name, told)
			}
		}
	}
}
