package warehouse_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// quantile lies in proportion between the two answers it falls between.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

func spreadOf(s *survey.Survey, f tally.Filter, question string, all []*response.Response) (out tally.Spread) {
	var numbers []float64
	for _, r := range all {
		if a, answered := r.Answers[question]; answered && r.Survey == s.ID && passes(s, f, r) {
			n, _ := strconv.ParseFloat(a.Text, 64)
			numbers = append(numbers, n)
		}
	}
	if out.Count = len(numbers); out.Count == 0 {
		return out
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		out.Mean += n / float64(out.Count)
	}
	out.Min, out.Max = numbers[0], numbers[len(numbers)-1]
	out.Quarter, out.Median, out.ThreeQuarters = quantile(numbers, 0.25), quantile(numbers, 0.5), quantile(numbers, 0.75)
	return out
}

func TestSpread(t *testing.T) {
	s := sample(t, "everything")
	all := people(s, 1, 700)
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	random := rand.New(rand.NewPCG(1, 2))
	nearly := cmpopts.EquateApprox(1e-12, 0)
	for i := range 30 {
		var f tally.Filter
		if i > 0 {
			f = randomFilter(random, s)
		}
		for _, q := range s.Questions {
			if q.Kind != survey.Number {
				continue
			}
			for range 2 { // the second is remembered
				got, err := w.Spread(context.Background(), s.ID, f, q.ID)
				if diff := cmp.Diff(spreadOf(s, f, q.ID, all), got, nearly); diff != "" || err != nil {
					t.Fatalf("%s %+v: %s %v", q.ID, f, diff, err)
				}
			}
		}
	}
	store.erase(t, all[0])
	if err := w.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	got, err := w.Spread(context.Background(), s.ID, tally.Filter{}, "years")
	if diff := cmp.Diff(spreadOf(s, tally.Filter{}, "years", all[1:]), got, nearly); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// TestSpreadOfExtremes has numbers at the ends of what a form takes, and what is none.
func TestSpreadOfExtremes(t *testing.T) {
	s := parse(t, "id: s\ntitle: T\nquestions:\n  - {id: n, kind: number, title: T, decimals: 4, bins: [0, 1]}\n  - {id: m, kind: text, title: T}\n")
	tests := []struct {
		name    string
		answers []string
		want    tally.Spread
		retired int64
	}{
		{"nobody", nil, tally.Spread{}, 0},
		{"one nought", []string{"0"}, tally.Spread{Count: 1}, 0},
		{"none of them a number", []string{"many", "NaN", "Inf", "1e300", "0x10"}, tally.Spread{}, 5},
		{"small and large", []string{"0.0001", "999999999999"}, tally.Spread{
			Count: 2, Mean: (0.0001 + 999999999999) / 2, Min: 0.0001, Max: 999999999999,
			Quarter: quantile([]float64{0.0001, 999999999999}, 0.25), Median: quantile([]float64{0.0001, 999999999999}, 0.5),
			ThreeQuarters: quantile([]float64{0.0001, 999999999999}, 0.75),
		}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var store ledger
			for i, text := range test.answers {
				store.add(t, &response.Response{ID: strconv.Itoa(i), Survey: "s", Submitted: now, Answers: response.Answers{"n": {Text: text}}})
			}
			w := open(t, store.config("", s))
			got, err := w.Spread(context.Background(), "s", tally.Filter{}, "n")
			if diff := cmp.Diff(test.want, got, cmpopts.EquateApprox(1e-15, 0)); diff != "" || err != nil || math.IsNaN(got.Mean) {
				t.Error(diff, err)
			}
			omitted, err := w.Omitted("s")
			if omitted.RetiredPicks != test.retired || err != nil {
				t.Errorf("%+v, %v", omitted, err)
			}
			for r := range w.Responses(context.Background(), "s", tally.Filter{}) {
				if i, _ := strconv.Atoi(r.ID); test.retired == 0 && !slices.Contains(test.answers, r.Answers["n"].Text) {
					t.Errorf("answer %d came back as %q", i, r.Answers["n"].Text)
				}
			}
		})
	}
}

func TestSpreadRefuses(t *testing.T) {
	s := sample(t, "everything")
	var store ledger
	w := open(t, store.config("", s))
	tests := []struct {
		name, survey, question string
		filter                 tally.Filter
		want                   error
	}{
		{"no such survey", "x", "years", tally.Filter{}, warehouse.ErrUnknownSurvey},
		{"no such question", s.ID, "x", tally.Filter{}, warehouse.ErrUnknownQuestion},
		{"a circumstance", s.ID, "_order", tally.Filter{}, warehouse.ErrUnknownQuestion},
		{"options", s.ID, "roles", tally.Filter{}, warehouse.ErrQuery},
		{"a date", s.ID, "first_meeting", tally.Filter{}, warehouse.ErrQuery},
		{"text", s.ID, "anything", tally.Filter{}, warehouse.ErrQuery},
		{"a wrong filter", s.ID, "years", tally.Filter{Picks: []tally.Pick{{Question: "x"}}}, warehouse.ErrUnknownQuestion},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := w.Spread(context.Background(), test.survey, test.filter, test.question); !errors.Is(err, test.want) {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}
