package warehouse_test

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"slices"
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

// TestOverTheRealStore follows the system of record itself, names and addresses in it.
func TestOverTheRealStore(t *testing.T) {
	ctx := context.Background()
	s := sample(t, "powershell")
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
	all := people(s, 1, 500)
	for i, r := range all {
		r.ID = response.IDFrom([16]byte{1, byte(i >> 8), byte(i)})
		r.Contact = &response.Contact{Fields: map[string]string{"email": "ann.sentinel@example.com"}, Consent: true, Statement: "yes"}
	}
	for batch := range slices.Chunk(all, 77) {
		outcomes, err := record.Append(ctx, batch)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range outcomes {
			if o.Err != nil {
				t.Fatal(o.Err)
			}
		}
		if err := w.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
	}
	q := tally.Query{By: questions("topics", "roles")}
	got, err := w.Tally(ctx, s.ID, []tally.Query{q})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(naive(s, q, all), got[0], cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	for _, file := range []string{path, path + ".wal"} {
		change(t, file, func(data []byte) []byte {
			if bytes.Contains(data, []byte("sentinel")) {
				t.Errorf("%s holds an address", filepath.Base(file))
			}
			return data
		})
	}
}
