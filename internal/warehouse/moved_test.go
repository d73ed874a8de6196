package warehouse_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/tally"
)

// TestCorrectedWhileOthersRead has people correct and erase their answers while somebody reads all of
// them, page by page: whoever stays is read once.
func TestCorrectedWhileOthersRead(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 1, 10_000)
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	var want, got []string
	for _, r := range all {
		r.Answers = nil
		r.Version = r.ID // by which it is told apart
	}
	store.records = nil
	store.add(t, all...)
	if err := w.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	for i, r := range all {
		if i%100 != 1 || i < 5000 {
			want = append(want, r.ID)
		}
	}
	read := 0
	for r, err := range w.Responses(context.Background(), s.ID, tally.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.Version)
		if read++; read != 100 {
			continue
		}
		for i := 0; i < len(all); i += 100 { // the first page has been read by now
			store.correct(t, all[i])
			if i+1 >= 5000 {
				store.erase(t, all[i+1])
			}
		}
		store.add(t, people(s, 2, 50)...)
		if err := w.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := responses(t, w, s); n != 10_000-50+50 {
		t.Errorf("%d answers", n)
	}
}

// TestNothingOldIsRemembered asks the same before and after an answer goes.
func TestNothingOldIsRemembered(t *testing.T) {
	s := sample(t, "powershell")
	all := people(s, 1, 20)
	var store ledger
	store.add(t, all...)
	w := open(t, store.config("", s))
	for i, r := range all {
		want := fmt.Sprint(20-i, 20-i)
		tables, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: []tally.Dimension{{Unit: tally.Day}}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(tables[0].Base, responses(t, w, s)); got != want {
			t.Fatalf("%s, not %s", got, want)
		}
		store.erase(t, r)
		if err := w.CatchUp(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}
