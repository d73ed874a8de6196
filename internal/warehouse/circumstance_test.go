package warehouse_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/tally"
)

// TestManyHiddenQuestions has more questions that hang on others than one column has bits.
func TestManyHiddenQuestions(t *testing.T) {
	var text strings.Builder
	text.WriteString("id: s\ntitle: T\nlayout: pages\nquestions:\n  - {id: more, kind: yes_no, title: T}\n")
	for i := range 100 {
		text.WriteString(fmt.Sprintf("  - {id: q%d, kind: yes_no, title: T, show_if: {more: \"yes\"}}\n", i))
	}
	s := parse(t, text.String())
	all := people(s, 1, 60)
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	for _, id := range []string{"more", "q0", "q62", "q63", "q64", "q99"} {
		q := tally.Query{By: questions(id, "q64")}
		got, err := w.Tally(context.Background(), "s", []tally.Query{q})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(naive(s, q, all), got[0], cmpopts.EquateEmpty()); diff != "" || got[0].NotShown == 0 {
			t.Errorf("%s: %s", id, diff)
		}
	}
	i := 0
	for r, err := range w.Responses(context.Background(), "s", tally.Filter{}) {
		if err != nil || !slices.Equal(r.NotShown, all[i].NotShown) {
			t.Fatalf("%v, not %v; %v", r.NotShown, all[i].NotShown, err)
		}
		i++
	}
}

// TestForeignCircumstances feeds what no form of today writes.
func TestForeignCircumstances(t *testing.T) {
	s := sample(t, "everything")
	documents := []string{
		`{"_flags":["fast","future"],"_language":"xx\u0000","_not_shown":["gone","team"],"_order":999}`,
		` {"roles":["support"],"_order":-3,"_not_shown":["team"],"_language":"fr","_flags":["future"]} `, // read slowly
		`{"_flags":3,"_language":["x"],"_not_shown":"team","_order":"1"}`,
	}
	var store ledger
	for i, d := range documents {
		store.records = append(store.records, response.Record{Seq: int64(i + 1), ID: fmt.Sprint(i), Survey: s.ID, Submitted: now, Document: []byte(d)})
	}
	w := open(t, store.config("", s))
	var got []response.Circumstances
	for r, err := range w.Responses(context.Background(), s.ID, tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, clone(r).Circumstances)
	}
	want := []response.Circumstances{
		{Flags: []response.Flag{response.TooFast}, Language: "xx\x00", NotShown: []string{"team"}, Order: 255},
		{Language: "fr", NotShown: []string{"team"}},
		{},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	sum, err := w.Summary(context.Background(), s.ID, tally.Filter{})
	if sum.Flagged != 2 || err != nil {
		t.Errorf("%+v, %v", sum, err)
	}
}

// TestTooManySources has everybody come by a link of their own making.
func TestTooManySources(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 1, 400)
	for i, r := range all {
		if r.Source = fmt.Sprintf("form:s%03d", i); i%4 == 0 {
			r.Source = "form:poster"
		}
	}
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	got, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: []tally.Dimension{{Unit: tally.Source}}}})
	if err != nil {
		t.Fatal(err)
	}
	axis := got[0].Axes[0]
	if n := len(axis.Categories); n != 51 || axis.Categories[0] != "poster" || axis.Totals[0] != 100 ||
		axis.Categories[1] != "s001" || axis.Categories[50] != tally.Rest || axis.Totals[50] != 300-49 || got[0].Base != 400 {
		t.Errorf("%+v", got[0])
	}
}

// TestShufflingIsNoOtherSurvey changes what decides nothing, and what does.
func TestShufflingIsNoOtherSurvey(t *testing.T) {
	const text = `
id: s
title: T
questions:
  - {id: q, kind: many, title: T, options: [{id: a, label: A}, {id: b, label: B}]}
  - {id: n, kind: number, title: T, max: 60, bins: [0, 10]}
  - {id: m, kind: yes_no, title: T}
`
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	var store ledger
	store.add(t, people(parse(t, text), 1, 50)...)
	tests := []struct {
		name, old, new string
		rebuilt        bool
	}{
		{"as it is", "", "", true},
		{"as it was", "", "", false},
		{"shuffled", "kind: many,", "kind: many, shuffle: true,", false},
		{"required", "kind: many,", "kind: many, required: true,", false},
		{"other bins", "[0, 10]", "[0, 20]", true},
		{"another end", "max: 60", "max: 50", true},
		{"hanging on another", "{id: m,", "{id: m, show_if: {q: a},", true},
		{"in two languages", "title: T\nq", "title: T\nlanguages: [en, fr]\nq", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := store.builds
			if err := open(t, store.config(path, parse(t, strings.Replace(text, test.old, test.new, 1)))).Close(); err != nil {
				t.Fatal(err)
			}
			if rebuilt := store.builds > before; rebuilt != test.rebuilt {
				t.Errorf("built again: %t", rebuilt)
			}
			if err := open(t, store.config(path, parse(t, text))).Close(); err != nil { // as it is, for the next
				t.Fatal(err)
			}
		})
	}
}

// TestSourcesByName finds every source under its name, and nothing under another's.
func TestSourcesByName(t *testing.T) {
	s := sample(t, "powershell")
	sources := []string{"", "form", "form:", "form:form", "form:import", "form:poster", "form:form:x", "import", "import:", "import:x", "synthetic", "poster"}
	all := people(s, 1, len(sources))
	for i, r := range all {
		r.Source = sources[i]
	}
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	tests := []struct {
		name string
		want []string
	}{
		{"", []string{""}},
		{"form", []string{"form", "form:", "form:form"}},
		{"form:x", []string{"form:form:x"}},
		{"form:poster", nil},
		{"import", []string{"form:import", "import", "import:"}},
		{"import:x", nil},
		{"x", []string{"import:x"}},
		{"poster", []string{"form:poster", "poster"}},
		{"synthetic", []string{"synthetic"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for r, err := range w.Responses(context.Background(), s.ID, tally.Filter{Sources: []string{test.name}}) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, r.Source)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
