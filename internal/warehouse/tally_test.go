package warehouse_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// wide has a question of each width of mask, a scale below zero, and options that stand in groups
// that no byte of a mask holds together.
func wide(tb testing.TB) *survey.Survey {
	var b strings.Builder
	b.WriteString("id: wide-1\ntitle: Wide\ntime_zone: Asia/Kathmandu\nquestions:\n")
	for _, n := range []int{1, 8, 9, 33, 63} {
		fmt.Fprintf(&b, "  - {id: q%d, kind: many, title: T, other: Other, groups: [", n)
		for g := 0; g*5 < n; g++ {
			fmt.Fprintf(&b, "{id: g%d, label: G%d, options: [", g, g)
			for i := g * 5; i < min(g*5+5, n); i++ {
				fmt.Fprintf(&b, "{id: o%d, label: O%d},", i, i)
			}
			b.WriteString("]},")
		}
		b.WriteString("]}\n")
	}
	b.WriteString("  - {id: day, kind: one, title: T, options: [{id: monday, label: Monday}, {id: tuesday, label: Tuesday}]}\n")
	b.WriteString("  - {id: mood, kind: scale, title: T, scale: {from: -10, to: 10, labels: {-10: Low, 10: High}}}\n")
	b.WriteString("  - {id: words, kind: text, title: T}\n")
	return parse(tb, b.String())
}

// dimensions are all there are of a survey.
func dimensions(s *survey.Survey) []tally.Dimension {
	out := []tally.Dimension{{Unit: tally.Day}, {Unit: tally.Week}, {Unit: tally.Source}, {Unit: tally.Language}}
	for _, q := range s.Questions {
		if q.Countable() {
			out = append(out, tally.Dimension{Question: q.ID})
		}
		if q.Countable() && len(q.Groups) > 0 {
			out = append(out, tally.Dimension{Question: q.ID, Unit: tally.Groups})
		}
	}
	return out
}

func randomFilter(random *rand.Rand, s *survey.Survey) tally.Filter {
	var f tally.Filter
	for _, q := range s.Questions {
		if !q.Countable() || random.IntN(6) > 0 {
			continue
		}
		p := tally.Pick{Question: q.ID}
		for _, c := range q.Categories() {
			if random.IntN(3) == 0 {
				p.Options = append(p.Options, c.ID)
			}
		}
		f.Picks = append(f.Picks, p)
	}
	if random.IntN(3) == 0 {
		f.Sources = [][]string{{"import", "old"}, {"form", "meetup"}, {"o'clock \x01é"}, {"synthetic", "nowhere", "'; --\x00"}}[random.IntN(4)]
	}
	f.Unflagged = random.IntN(3) == 0
	if random.IntN(3) == 0 {
		f.From = now.AddDate(0, 0, -random.IntN(100))
	}
	if random.IntN(3) == 0 {
		f.To = now.AddDate(0, 0, -random.IntN(100))
	}
	return f
}

func randomQueries(random *rand.Rand, s *survey.Survey, n int) []tally.Query {
	all := dimensions(s)
	queries := make([]tally.Query, n)
	filter := randomFilter(random, s)
	for i := range queries {
		if random.IntN(4) == 0 {
			filter = randomFilter(random, s)
		}
		queries[i] = tally.Query{Filter: filter, By: []tally.Dimension{all[random.IntN(len(all))]}}
		if q := s.Question(queries[i].By[0].Question); q != nil && q.Kind == survey.Ranking && random.IntN(2) == 0 {
			queries[i].By = append(queries[i].By, tally.Dimension{Question: q.ID, Unit: tally.Ranks})
		} else if random.IntN(2) == 0 {
			queries[i].By = append(queries[i].By, all[random.IntN(len(all))])
		}
	}
	return queries
}

func TestTallyCountsAsAPersonWould(t *testing.T) {
	surveys := []*survey.Survey{sample(t, "charlotte"), sample(t, "powershell"), wide(t), sample(t, "everything")}
	var store ledger
	var all []*response.Response
	for round := range uint64(3) { // the surveys' answers lie mixed in the store
		for _, s := range surveys {
			all = append(all, people(s, round, 500)...)
		}
	}
	store.add(t, all...)
	w := open(t, store.config("", surveys...))
	random := rand.New(rand.NewPCG(1, 1))
	for _, s := range surveys {
		for range 12 {
			queries := randomQueries(random, s, 8)
			got, err := w.Tally(context.Background(), s.ID, queries)
			if err != nil {
				t.Fatal(err)
			}
			for i, q := range queries {
				if diff := cmp.Diff(naive(s, q, all), got[i], cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("%s %+v:\n%s", s.ID, q, diff)
				}
			}
			f := queries[0].Filter
			sum, err := w.Summary(context.Background(), s.ID, f)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(summary(s, f, all), sum); diff != "" {
				t.Fatalf("%s %+v:\n%s", s.ID, f, diff)
			}
		}
	}
}

func TestTallyOfEveryPairOfDimensions(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 5, 300)
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	var queries []tally.Query
	for _, a := range dimensions(s) {
		queries = append(queries, tally.Query{By: []tally.Dimension{a}})
		for _, b := range dimensions(s) {
			queries = append(queries, tally.Query{By: []tally.Dimension{a, b}})
		}
	}
	got, err := w.Tally(context.Background(), s.ID, queries)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range queries {
		if diff := cmp.Diff(naive(s, q, all), got[i], cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%+v:\n%s", q, diff)
		}
	}
}

func TestTallyOfNobody(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	w := open(t, store.config("", s))
	for _, d := range dimensions(s) {
		q := tally.Query{By: []tally.Dimension{d, d}}
		got, err := w.Tally(context.Background(), s.ID, []tally.Query{q})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(naive(s, q, nil), got[0], cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%+v:\n%s", q, diff)
		}
	}
	got, err := w.Summary(context.Background(), s.ID, tally.Filter{})
	if err != nil || got != (tally.Summary{}) {
		t.Errorf("summary of nobody: %+v, %v", got, err)
	}
}

func TestWrongQuestions(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	w := open(t, store.config("", s))
	by := func(q string, u tally.Unit) []tally.Dimension { return []tally.Dimension{{Question: q, Unit: u}} }
	pick := func(q, o string) tally.Query {
		return tally.Query{Filter: tally.Filter{Picks: []tally.Pick{{Question: q, Options: []string{o}}}}, By: by("roles", tally.Options)}
	}
	tests := []struct {
		name   string
		survey string
		query  tally.Query
		want   error
	}{
		{"no such survey", "nowhere", tally.Query{By: by("roles", 0)}, warehouse.ErrUnknownSurvey},
		{"no such question", s.ID, tally.Query{By: by("rolls", 0)}, warehouse.ErrUnknownQuestion},
		{"sql for a question", s.ID, tally.Query{By: by(`roles"; DROP TABLE muster_meta; --`, 0)}, warehouse.ErrUnknownQuestion},
		{"free text", s.ID, tally.Query{By: by("anything", 0)}, warehouse.ErrQuery},
		{"personal", s.ID, tally.Query{By: by("email", 0)}, warehouse.ErrQuery},
		{"groups of none", s.ID, tally.Query{By: by("roles", tally.Groups)}, warehouse.ErrQuery},
		{"a day of a question", s.ID, tally.Query{By: by("roles", tally.Day)}, warehouse.ErrQuery},
		{"no such unit", s.ID, tally.Query{By: by("roles", 99)}, warehouse.ErrQuery},
		{"no dimension", s.ID, tally.Query{}, warehouse.ErrQuery},
		{"three dimensions", s.ID, tally.Query{By: append(by("roles", 0), by("help", 0)[0], by("topics", 0)[0])}, warehouse.ErrQuery},
		{"filter by no such question", s.ID, pick("rolls", "x"), warehouse.ErrUnknownQuestion},
		{"filter by free text", s.ID, pick("anything", "x"), warehouse.ErrQuery},
		{"filter by no such option", s.ID, pick("roles", "boss"), warehouse.ErrUnknownOption},
		{"filter by a point off the scale", s.ID, pick("comfort", "6"), warehouse.ErrUnknownOption},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if _, err := w.Tally(context.Background(), test.survey, []tally.Query{test.query}); !errors.Is(err, test.want) {
				t.Errorf("Tally: %v, want %v", err, test.want)
			}
			if f := w.Freshness(); !f.Ready {
				t.Error("a wrong question made the warehouse unready")
			}
		})
	}
}

func TestDaysAreThoseOfTheSurveysZone(t *testing.T) {
	s := sample(t, "charlotte") // New York
	var store ledger
	for i, at := range []string{
		"2026-03-02T04:59:59Z", // Sunday the 1st, 23:59:59
		"2026-03-02T05:00:00Z", // Monday the 2nd, 00:00
		"2026-03-09T03:59:59Z", // Sunday the 8th, 23:59:59, an hour earlier in UTC: the clocks changed that day
		"2026-03-09T04:00:00Z", // Monday the 9th
	} {
		submitted, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		store.add(t, &response.Response{ID: strconv.Itoa(i), Survey: s.ID, Submitted: submitted})
	}
	w := open(t, store.config("", s))
	got, err := w.Tally(context.Background(), s.ID, []tally.Query{
		{By: []tally.Dimension{{Unit: tally.Day}}},
		{By: []tally.Dimension{{Unit: tally.Week}}},
		{By: []tally.Dimension{{Unit: tally.Day}}, Filter: tally.Filter{From: time.Date(2026, 3, 2, 23, 0, 0, 0, time.UTC), To: time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	days := []string{"2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08", "2026-03-09"}
	for i, want := range []tally.Axis{
		{Dimension: tally.Dimension{Unit: tally.Day}, Categories: days, Totals: []int{1, 1, 0, 0, 0, 0, 0, 1, 1}},
		{Dimension: tally.Dimension{Unit: tally.Week}, Categories: []string{"2026-02-23", "2026-03-02", "2026-03-09"}, Totals: []int{1, 2, 1}},
		{Dimension: tally.Dimension{Unit: tally.Day}, Categories: days[1:8], Totals: []int{1, 0, 0, 0, 0, 0, 1}},
	} {
		if diff := cmp.Diff(want, got[i].Axes[0]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestFarApartDaysLeaveOutTheEmptyOnes(t *testing.T) {
	s := sample(t, "charlotte")
	var store ledger
	for i, at := range []time.Time{{}, now, now, time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		store.add(t, &response.Response{ID: strconv.Itoa(i), Survey: s.ID, Submitted: at})
	}
	w := open(t, store.config("", s))
	got, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: []tally.Dimension{{Unit: tally.Week}}}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1, 2, 1}, got[0].Cells); diff != "" || got[0].Responses != 4 {
		t.Errorf("%+v", got[0])
	}
}

func TestTablesAreTheCallersOwn(t *testing.T) {
	s := sample(t, "charlotte")
	var store ledger
	store.add(t, people(s, 1, 50)...)
	w := open(t, store.config("", s))
	ask := func() tally.Table {
		got, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: []tally.Dimension{{Question: "roles"}}}})
		if err != nil {
			t.Fatal(err)
		}
		return got[0]
	}
	first := ask()
	want := ask()
	first.Cells[0], first.Axes[0].Totals[0], first.Axes[0].Categories[0] = -1, -1, "spoilt"
	if diff := cmp.Diff(want, ask()); diff != "" {
		t.Error(diff)
	}
}
