package warehouse_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muster/internal/response"
	"muster/internal/store"
	"muster/internal/survey"
	"muster/internal/tally"
	"muster/internal/warehouse"
)

// TestChangesOfTheRealStore corrects and erases in the system of record itself.
func TestChangesOfTheRealStore(t *testing.T) {
	ctx := context.Background()
	s := sample(t, "everything")
	record, err := store.Open(ctx, store.Config{
		Path: filepath.Join(t.TempDir(), "muster.db"), Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer record.Close()
	if err := record.PutSurvey(ctx, s); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	w := open(t, warehouse.Config{Path: path, Surveys: []*survey.Survey{s}, Records: record.Records, LastSeq: record.LastSeq})
	all := people(s, 1, 120)
	for i, r := range all {
		r.ID = response.IDFrom([16]byte{2, byte(i)})
	}
	all[5].Answers["anything"] = response.Answer{Text: secret}
	if _, err := record.Append(ctx, all); err != nil {
		t.Fatal(err)
	}
	if err := w.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	var left []*response.Response
	for i, r := range all {
		switch i % 10 {
		case 0, 5:
			if err := record.Erase(ctx, s.ID, r.ID); err != nil {
				t.Fatal(err)
			}
			continue
		case 1, 2:
			r = revised(s, r, uint64(i))
			if _, err := record.Revise(ctx, r); err != nil {
				t.Fatal(err)
			}
		}
		if i%7 == 0 {
			if err := w.CatchUp(ctx); err != nil {
				t.Fatal(err)
			}
		}
		left = append(left, r)
	}
	if err := w.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	if len(holding(t, path, secret)) == 0 {
		t.Fatal("the words are not found where they must be")
	}
	for _, tidy := range []func(context.Context) error{w.Ping, w.Scrub} {
		if err := tidy(ctx); err != nil {
			t.Fatal(err)
		}
		q := tally.Query{By: questions("topics", "roles")}
		got, err := w.Tally(ctx, s.ID, []tally.Query{q})
		if err != nil {
			t.Fatal(err)
		}
		if want := naive(s, q, left); !reflect.DeepEqual(want, got[0]) {
			t.Error(cmp.Diff(want, got[0], cmpopts.EquateEmpty()))
		}
	}
	if files := holding(t, path, secret); len(files) > 0 {
		t.Errorf("%v hold what was erased", files)
	}
}

// revised is another answer by the same person, who does not come anew by correcting it.
func revised(s *survey.Survey, r *response.Response, seed uint64) *response.Response {
	other := people(s, seed+100, 1)[0]
	other.ID, other.Source, other.Started, other.Submitted = r.ID, r.Source, r.Started, r.Submitted
	other.Corrected = r.Submitted.Add(time.Hour)
	return other
}
