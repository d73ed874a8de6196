package warehouse_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"muster/internal/warehouse"
)

// TestDiscard takes the file away once nobody has it open, and it is built again without what was erased.
func TestDiscard(t *testing.T) {
	s := sample(t, "powershell")
	var store ledger
	store.add(t, people(s, 1, 100)...)
	store.add(t, confession(s, secret))
	path := filepath.Join(t.TempDir(), "muster.duckdb")
	if err := warehouse.Discard(path); err != nil {
		t.Errorf("there is none yet: %v", err)
	}
	w, err := warehouse.Open(context.Background(), store.config(path, s))
	if err != nil {
		t.Fatal(err)
	}
	if err := warehouse.Discard(path); !errors.Is(err, warehouse.ErrLocked) {
		t.Errorf("while it is open: %v", err)
	}
	if n := responses(t, w, s); n != 101 {
		t.Errorf("%d answers after a refused discarding", n)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	store.erase(t, confession(s, secret))
	if len(holding(t, path, secret)) == 0 {
		t.Fatal("the words are not found where they must be")
	}
	for range 2 {
		if err := warehouse.Discard(path); err != nil {
			t.Fatal(err)
		}
		if files := holding(t, path, secret); len(files) > 0 {
			t.Errorf("%v hold the words", files)
		}
	}
	if n := responses(t, open(t, store.config(path, s)), s); n != 100 {
		t.Errorf("%d answers", n)
	}
}
