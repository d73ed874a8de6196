package warehouse_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// history is a store whose answers come, change and go, with a model of who is left.
type history struct {
	ledger
	random  *rand.Rand
	surveys []*survey.Survey
	live    []*response.Response // in the order of their last change
	came    int
}

// step does one thing that people do.
func (h *history) step(tb testing.TB) {
	switch n := len(h.live); {
	case n == 0 || h.random.IntN(3) > 0:
		s := h.surveys[h.random.IntN(len(h.surveys))]
		h.came++
		r := h.somebody(s, fmt.Sprintf("%s-%d", s.ID, h.came))
		h.add(tb, stored(r))
		h.live = append(h.live, r)
	case h.random.IntN(2) == 0:
		i := h.random.IntN(n)
		r := h.live[i]
		r = h.somebody(h.survey(r.Survey), r.ID)
		r.Corrected = now.Add(time.Duration(h.random.IntN(100)) * time.Minute)
		h.correct(tb, stored(r))
		h.live = append(slices.Delete(h.live, i, i+1), r)
	default:
		i := h.random.IntN(n)
		h.erase(tb, h.live[i])
		h.live = slices.Delete(h.live, i, i+1)
	}
}

func (h *history) survey(id string) *survey.Survey {
	return h.surveys[slices.IndexFunc(h.surveys, func(s *survey.Survey) bool { return s.ID == id })]
}

func (h *history) somebody(s *survey.Survey, id string) *response.Response {
	r := people(s, h.random.Uint64(), 1)[0]
	r.ID = id
	return r
}

// stored is what the store has of a response: picks of a question that is gone as well, as many as its
// id is long.
func stored(r *response.Response) *response.Response {
	c := clone(r)
	for range r.ID {
		a := c.Answers["gone"]
		a.Picks = append(a.Picks, "x")
		c.Answers["gone"] = a
	}
	return c
}

// check holds all that a warehouse tells against the model.
func (h *history) check(t *testing.T, w *warehouse.Warehouse) {
	t.Helper()
	for _, s := range h.surveys {
		queries := randomQueries(h.random, s, 6)
		f := queries[0].Filter
		got, err := w.Tally(context.Background(), s.ID, queries)
		if err != nil {
			t.Fatal(err)
		}
		for i, q := range queries {
			want := naive(s, q, h.live)
			if reflect.DeepEqual(want, got[i]) {
				continue
			}
			if diff := cmp.Diff(want, got[i], cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s %+v:\n%s", s.ID, q, diff)
			}
		}
		sum, err := w.Summary(context.Background(), s.ID, f)
		if diff := cmp.Diff(summary(s, f, h.live), sum); diff != "" || err != nil {
			t.Fatal(diff, err)
		}
		h.checkResponses(t, w, s, f)
	}
}

func (h *history) checkResponses(t *testing.T, w *warehouse.Warehouse, s *survey.Survey, f tally.Filter) {
	t.Helper()
	var want, got []*response.Response
	var retired int64
	for _, r := range h.live {
		if r.Survey == s.ID {
			retired += int64(len(r.ID))
		}
		if r.Survey == s.ID && passes(s, f, r) {
			c := clone(r)
			c.ID = response.PublicID(r.ID)
			want = append(want, c)
		}
	}
	for r, err := range w.Responses(context.Background(), s.ID, f) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, clone(r))
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(diff)
	}
	omitted, err := w.Omitted(s.ID)
	if omitted.RetiredPicks != retired || err != nil {
		t.Fatalf("%d retired picks, not %d; %v", omitted.RetiredPicks, retired, err)
	}
}

// TestAnyHistory lets answers come, change and go, reads them in batches of any size with restarts and
// buildings in between, and always counts those that are left.
func TestAnyHistory(t *testing.T) {
	surveys := []*survey.Survey{sample(t, "everything"), sample(t, "powershell")}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel() // most of it is waiting for the disk
			h := &history{random: rand.New(rand.NewPCG(seed, 5)), surveys: surveys}
			config := h.config(filepath.Join(t.TempDir(), "muster.duckdb"), surveys...)
			config.Records = func(ctx context.Context, after int64, limit int) ([]response.Record, error) {
				return h.Records(ctx, after, min(limit, 1+h.random.IntN(60)))
			}
			var log bytes.Buffer
			config.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
			w, err := warehouse.Open(context.Background(), config)
			for range 20 {
				if err != nil {
					t.Fatal(err)
				}
				for range h.random.IntN(60) {
					h.step(t)
				}
				switch h.random.IntN(4) {
				case 0:
					if err := w.Close(); err != nil {
						t.Fatal(err)
					}
					w, err = warehouse.Open(context.Background(), config)
				case 1:
					err = w.Rebuild(context.Background())
				default:
					err = w.CatchUp(context.Background())
				}
				if err == nil {
					h.check(t, w)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if log.Len() > 0 { // such as that a sound file was found damaged
				t.Error(log.String())
			}
		})
	}
}
