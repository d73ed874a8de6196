package warehouse_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"muster/internal/tally"
	"muster/internal/warehouse"
)

// TestBrokenWhileOpen breaks the database under a running warehouse.
func TestBrokenWhileOpen(t *testing.T) {
	s := sample(t, "powershell")
	tests := []struct {
		name  string
		path  string
		fault string
	}{
		{"a table is gone", filepath.Join(t.TempDir(), "a.duckdb"), `DROP TABLE "answers_powershell" CASCADE`},
		{"a table is gone from memory", "", `DROP TABLE "answers_powershell" CASCADE`},
		{"the holdings are gone", filepath.Join(t.TempDir(), "b.duckdb"), `DROP TABLE muster_held`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var store ledger
			store.add(t, people(s, 1, 100)...)
			w := open(t, store.config(test.path, s))
			want := countAll(t, w, s)
			if err := w.Exec(test.fault); err != nil {
				t.Fatal(err)
			}
			w.Forget()
			_, err := w.Tally(context.Background(), s.ID, []tally.Query{{By: questions("roles")}})
			if !errors.Is(err, warehouse.ErrNotReady) || w.Freshness().Ready {
				t.Fatalf("counted over a broken database: %v", err)
			}
			follow(t, w)
			eventually(t, "the warehouse to be mended", func() bool { return w.Freshness().Ready })
			same(t, want, countAll(t, w, s))
		})
	}
}

// TestBrokenBeforeAnAppend finds the fault when new answers come in, with nobody looking.
func TestBrokenBeforeAnAppend(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	all := people(s, 1, 100)
	store.add(t, all[:50]...)
	w := open(t, store.config(filepath.Join(t.TempDir(), "muster.duckdb"), s))
	if err := w.Exec(`DROP TABLE "texts_powershell"`); err != nil {
		t.Fatal(err)
	}
	store.add(t, all[50:]...)
	if err := w.CatchUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	if n := responses(t, w, s); n != 100 {
		t.Errorf("%d answers", n)
	}
}
