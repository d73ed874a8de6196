package warehouse_test

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
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

// clone keeps a response beyond its time.
func clone(r *response.Response) *response.Response {
	c := *r
	c.NotShown, c.Flags = slices.Clone(r.NotShown), slices.Clone(r.Flags)
	c.Answers = maps.Clone(r.Answers)
	for id, a := range c.Answers {
		a.Picks = slices.Clone(a.Picks)
		c.Answers[id] = a
	}
	return &c
}

func TestResponsesComeBackAsTheyWere(t *testing.T) {
	surveys := []*survey.Survey{sample(t, "charlotte"), wide(t), sample(t, "everything")}
	var store ledger
	all := slices.Concat(people(surveys[0], 1, 6000), people(surveys[1], 2, 3000), people(surveys[2], 3, 3000))
	rand.New(rand.NewPCG(3, 3)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	store.add(t, all...)
	w := open(t, store.config("", surveys...))
	random := rand.New(rand.NewPCG(4, 4))
	for _, s := range surveys {
		for _, f := range []tally.Filter{{}, randomFilter(random, s), randomFilter(random, s), {To: now.AddDate(0, 0, -90)}} {
			var want, got []*response.Response
			for _, r := range all {
				if r.Survey == s.ID && passes(s, f, r) {
					public := *r
					public.ID = response.PublicID(r.ID)
					want = append(want, &public)
				}
			}
			for r, err := range w.Responses(context.Background(), s.ID, f) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, clone(r))
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%+v: %s", f, diff)
			}
		}
	}
}

func TestResponsesRefuse(t *testing.T) {
	s := sample(t, "charlotte")
	var store ledger
	store.add(t, people(s, 1, 10)...)
	w := open(t, store.config("", s))
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name   string
		ctx    context.Context
		survey string
		filter tally.Filter
		want   error
	}{
		{"no such survey", context.Background(), "x", tally.Filter{}, warehouse.ErrUnknownSurvey},
		{"no such question", context.Background(), s.ID, tally.Filter{Picks: []tally.Pick{{Question: "x"}}}, warehouse.ErrUnknownQuestion},
		{"canceled", canceled, s.ID, tally.Filter{}, context.Canceled},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for r, err := range w.Responses(test.ctx, test.survey, test.filter) {
				if r != nil || !errors.Is(err, test.want) {
					t.Errorf("%v, %v", r, err)
				}
			}
		})
	}
	if !w.Freshness().Ready {
		t.Error("a canceled reader made the warehouse unready")
	}
	for range w.Responses(context.Background(), s.ID, tally.Filter{}) {
		break // leaving early must leave nothing behind
	}
}

// TestForeignDocuments feeds what no form of today writes.
func TestForeignDocuments(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	documents := []string{
		`{"roles":["engineer","boss"],"gone":["x"],"comfort":4,"anything":"caf\u00e9\u0000!"}`,
		` { "comfort" : 9, "roles":{"other":"mine","picks":["other"]}, "topics":null } `, // not in order: read slowly
		`{"roles":"text","comfort":["x"],"anything":3,"topics":{"picks":["none"],"other":"no line for words here"}}`,
		`{"email":"ann@example.com","consent":["yes"]}`, // personal by now
		`not json`,
		``,
		"{\"anything\":\"bad \xff utf8\"}",
	}
	for i, d := range documents {
		store.records = append(store.records, response.Record{
			Seq: int64(i + 1), ID: string(rune('a' + i)), Survey: s.ID, Source: "im\xffport", Version: "v",
			Started: now.Add(time.Hour), Submitted: now, Document: []byte(d),
		})
	}
	store.records = append(store.records, response.Record{Seq: 99, ID: "z", Survey: "unknown", Document: []byte(`{}`)})
	w := open(t, store.config("", s))
	var got []response.Answers
	for r, err := range w.Responses(context.Background(), s.ID, tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if r.Source != "im\uFFFDport" {
			t.Errorf("source %q", r.Source)
		}
		got = append(got, clone(r).Answers)
	}
	want := []response.Answers{
		{"roles": {Picks: []string{"engineer"}}, "comfort": {Number: 4}, "anything": {Text: "café\x00!"}},
		{"roles": {Picks: []string{"other"}, Other: "mine"}},
		{"topics": {Picks: []string{"none"}}},
		{}, {}, {},
		{"anything": {Text: "bad \uFFFD utf8"}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	omitted, err := w.Omitted(s.ID)
	if diff := cmp.Diff(warehouse.Omitted{RetiredPicks: 6, Unreadable: 2}, omitted); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if f := w.Freshness(); f.Seq != 99 || !f.Ready || !f.At.Equal(now) {
		t.Errorf("%+v", f)
	}
	sum, err := w.Summary(context.Background(), s.ID, tally.Filter{})
	if err != nil || sum.Responses != 7 || sum.Timed != 0 {
		t.Errorf("%+v, %v", sum, err)
	}
	if _, err := w.Omitted("unknown"); !errors.Is(err, warehouse.ErrUnknownSurvey) {
		t.Error(err)
	}
}

// TestPicksView looks at the data as a person with SQL does.
func TestPicksView(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 1, 200)
	var store ledger
	store.add(t, all...)
	path := t.TempDir() + "/muster.duckdb"
	if err := open(t, store.config(path, s)).Close(); err != nil {
		t.Fatal(err)
	}
	var want [][]any
	for _, r := range all {
		for _, q := range s.Questions {
			for _, id := range optionsOf(q, r) {
				label, group := "", ""
				if o, at := q.Option(id); at >= 0 {
					label, group = string(o.Label), o.Group
				}
				for _, p := range q.Points {
					if id == optionsOf(q, r)[0] && q.Kind == survey.Scale && p.Value == r.Answers[q.ID].Number {
						label = string(p.Label)
					}
				}
				day := r.Submitted.In(s.Zone)
				want = append(want, []any{response.PublicID(r.ID), time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC), q.ID, id, label, group})
			}
		}
	}
	got := rows(t, path, "SELECT * FROM picks_powershell")
	sorted := cmpopts.SortSlices(func(a, b []any) bool {
		return a[0].(string)+a[2].(string)+a[3].(string) < b[0].(string)+b[2].(string)+b[3].(string)
	})
	if diff := cmp.Diff(want, got, sorted); diff != "" {
		t.Error(diff)
	}
	for _, row := range rows(t, path, "SELECT * FROM picks_powershell") {
		for _, v := range row {
			if text, ok := v.(string); ok && strings.Contains(text, "words") {
				t.Fatalf("free text %q in the picks", text)
			}
		}
	}
	columns := rows(t, path, "SELECT column_name FROM information_schema.columns WHERE table_name = 'answers_powershell'")
	for _, c := range columns {
		if name := c[0].(string); strings.Contains(name, "email") || strings.Contains(name, "consent") || strings.Contains(name, "anything") {
			t.Errorf("column %q holds what people wrote or how to reach them", name)
		}
	}
}
