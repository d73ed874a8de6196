package warehouse_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// counting adds what a store says of its surveys.
func counting(c warehouse.Config, l *ledger) warehouse.Config {
	c.Count = func(_ context.Context, id string) (int64, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		n := int64(0)
		for _, r := range l.records {
			if r.Survey == id && r.Document != nil {
				n++
			}
		}
		return n, l.fail
	}
	return c
}

// reworded gives a survey with a part of its file replaced.
func reworded(t *testing.T, s *survey.Survey, old, text string) *survey.Survey {
	t.Helper()
	if !strings.Contains(string(s.Source), old) {
		t.Fatalf("survey %q has no %q", s.ID, old)
	}
	return parse(t, strings.Replace(string(s.Source), old, text, 1))
}

const little = "id: little\ntitle: Little\nquestions:\n  - {id: way, kind: one, title: Which way, options: [{id: up, label: Up}, {id: down, label: Down}]}\n"

func TestSurveysChangeWhileItIsOpen(t *testing.T) {
	for _, file := range []string{"", "muster.duckdb"} {
		t.Run("file "+file, func(t *testing.T) { changeWhileOpen(t, file) })
	}
}

// changeWhileOpen holds the warehouse after each change to one that was opened after it.
func changeWhileOpen(t *testing.T, file string) {
	ctx := context.Background()
	s, next := sample(t, "powershell"), parse(t, little)
	var store ledger
	store.add(t, people(s, 1, 300)...)
	path := file
	if file != "" {
		path = filepath.Join(t.TempDir(), file)
	}
	w := open(t, counting(store.config(path, s), &store))
	for _, step := range []struct {
		name    string
		surveys []*survey.Survey
		before  func()
		builds  int
	}{
		{"the same again", []*survey.Survey{s}, nil, 0},
		{"a new one", []*survey.Survey{next, s}, nil, 0},
		{"that is answered", []*survey.Survey{s, next}, func() { store.add(t, people(next, 1, 40)...) }, 0},
		{"in other words", []*survey.Survey{s, reworded(t, next, "label: Up", "label: Upward")}, nil, 0},
		{"with another option", []*survey.Survey{s, reworded(t, next, "[{id: up", "[{id: left, label: Left}, {id: up")}, nil, 1},
		{"gone", []*survey.Survey{s}, nil, 1},
		{"with answers that were passed over", []*survey.Survey{s, next}, func() { store.add(t, people(next, 2, 7)...) }, 1},
	} {
		t.Run(step.name, func(t *testing.T) {
			if step.before != nil {
				step.before()
				if err := w.CatchUp(ctx); err != nil {
					t.Fatal(err)
				}
			}
			store.builds = 0
			if err := w.SetSurveys(ctx, step.surveys); err != nil {
				t.Fatal(err)
			}
			if store.builds != step.builds {
				t.Errorf("built %d times, want %d", store.builds, step.builds)
			}
			if err := w.CatchUp(ctx); err != nil {
				t.Fatal(err)
			}
			fresh := open(t, store.config("", step.surveys...))
			for _, s := range step.surveys {
				same(t, countAll(t, fresh, s), countAll(t, w, s))
			}
		})
	}
}

// TestWhatWasSetIsThereAgain opens the file as it was left: nothing is to be built again.
func TestWhatWasSetIsThereAgain(t *testing.T) {
	ctx := context.Background()
	s, next := sample(t, "powershell"), parse(t, little)
	var store ledger
	store.add(t, people(s, 1, 100)...)
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	w := open(t, counting(store.config(path, s), &store))
	if err := w.SetSurveys(ctx, []*survey.Survey{s, next}); err != nil {
		t.Fatal(err)
	}
	store.add(t, people(next, 1, 10)...)
	if err := errors.Join(w.CatchUp(ctx), w.Close()); err != nil {
		t.Fatal(err)
	}
	store.builds = 0
	again := open(t, store.config(path, next, s))
	if n := responses(t, again, next); n != 10 || store.builds != 0 {
		t.Errorf("%d answers after %d buildings", n, store.builds)
	}
}

// TestSurveysChangeWhileOthersCount never sees anything but one of the two wordings.
func TestSurveysChangeWhileOthersCount(t *testing.T) {
	ctx := context.Background()
	one := parse(t, little)
	other := reworded(t, one, "[{id: up", "[{id: left, label: Left}, {id: up")
	var store ledger
	store.add(t, people(one, 1, 500)...)
	w := open(t, counting(store.config(filepath.Join(t.TempDir(), "muster.duckdb"), one), &store))
	query := []tally.Query{{By: []tally.Dimension{{Question: "way"}}}}
	want := map[string]bool{}
	for _, s := range []*survey.Survey{other, one} {
		if err := w.SetSurveys(ctx, []*survey.Survey{s}); err != nil {
			t.Fatal(err)
		}
		tables, err := w.Tally(ctx, s.ID, query)
		if err != nil {
			t.Fatal(err)
		}
		want[fmt.Sprint(tables[0].Axes)] = true
	}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				tables, err := w.Tally(ctx, one.ID, query)
				if err != nil || !want[fmt.Sprint(tables[0].Axes)] {
					t.Errorf("%v %v", tables, err)
					return
				}
				n := 0
				for r, err := range w.Responses(ctx, one.ID, tally.Filter{}) {
					if errors.Is(err, warehouse.ErrChanged) {
						n = 500
						break
					}
					if err != nil || len(r.Answers["way"].Picks) > 0 && r.Answers["way"].Picks[0] == "left" {
						t.Errorf("%v %v", r, err)
						return
					}
					n++
				}
				if n != 500 {
					t.Errorf("%d answers", n)
				}
				w.Forget()
			}
		})
	}
	for i := range 6 {
		if err := w.SetSurveys(ctx, [][]*survey.Survey{{other}, {one}}[i%2]); err != nil {
			t.Error(err)
		}
	}
	close(done)
	readers.Wait()
}

func TestAStoreThatFailsLeavesTheSurveysAsTheyWere(t *testing.T) {
	ctx := context.Background()
	s := parse(t, little)
	var store ledger
	store.add(t, people(s, 1, 20)...)
	w := open(t, counting(store.config("", s), &store))
	before := countAll(t, w, s)
	store.fail = errors.New("no disk")
	if err := w.SetSurveys(ctx, []*survey.Survey{reworded(t, s, "[{id: up", "[{id: left, label: Left}, {id: up")}); !errors.Is(err, store.fail) {
		t.Errorf("%v", err)
	}
	same(t, before, countAll(t, w, s))
	if err := w.SetSurveys(ctx, []*survey.Survey{s, s}); err == nil || !strings.Contains(err.Error(), "two surveys") {
		t.Errorf("%v", err)
	}
}

// TestSurveysChangeOverABrokenFile has it built for the new ones.
func TestSurveysChangeOverABrokenFile(t *testing.T) {
	ctx := context.Background()
	s := parse(t, little)
	var store ledger
	store.add(t, people(s, 1, 20)...)
	w := open(t, counting(store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s), &store))
	if err := w.Exec(`DROP TABLE "answers_little"`); err == nil {
		_, _ = w.Tally(ctx, s.ID, []tally.Query{{By: []tally.Dimension{{Question: "way"}}}})
	}
	if w.Freshness().Ready {
		t.Fatal("a table less was not noticed")
	}
	other := reworded(t, s, "[{id: up", "[{id: left, label: Left}, {id: up")
	if err := w.SetSurveys(ctx, []*survey.Survey{other}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Tally(ctx, s.ID, []tally.Query{{By: []tally.Dimension{{Question: "way"}}}}); !errors.Is(err, warehouse.ErrNotReady) {
		t.Errorf("counted over a broken file: %v", err)
	}
	if err := w.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	same(t, countAll(t, open(t, store.config("", other)), other), countAll(t, w, other))
}
