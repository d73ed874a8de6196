package store_test

import (
	"errors"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/store"
)

func TestPublicationLasts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	if _, err := s.Publication(t.Context(), "charlotte"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of a survey that has none: %v", err)
	}
	opened := store.Publication{Survey: "charlotte", Opened: noon, Person: 7, Document: []byte(`{"panels":["topics"]}`)}
	first, err := s.SavePublication(t.Context(), opened)
	if err != nil || first.Revision != 1 {
		t.Fatalf("revision %d, %v", first.Revision, err)
	}
	if _, err := s.SavePublication(t.Context(), store.Publication{Survey: "other", Document: []byte(`{}`)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	got, err := s.Publication(t.Context(), "charlotte")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, got); diff != "" {
		t.Error(diff)
	}
	got.Opened = store.Publication{}.Opened
	closed, err := s.SavePublication(t.Context(), got)
	if err != nil || closed.Revision != 2 {
		t.Fatalf("revision %d, %v", closed.Revision, err)
	}
	if got, err = s.Publication(t.Context(), "charlotte"); err != nil || !got.Opened.IsZero() || string(got.Document) != `{"panels":["topics"]}` {
		t.Errorf("closed: %+v, %v", got, err)
	}
}

// Of all who start from the same revision one wins, also where there is none yet.
func TestOnePublicationWins(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "muster.db"))
	p := store.Publication{Survey: "charlotte"}
	for round := range 5 {
		var won atomic.Int64
		var workers sync.WaitGroup
		var saved store.Publication
		for n := range 8 {
			workers.Go(func() {
				mine := p
				mine.Document = []byte(`"` + strconv.Itoa(n) + `"`)
				mine, err := s.SavePublication(t.Context(), mine)
				switch {
				case err == nil:
					won.Add(1)
					saved = mine
				case !errors.Is(err, store.ErrStale):
					t.Error(err)
				}
			})
		}
		workers.Wait()
		if won.Load() != 1 {
			t.Fatalf("%d won in round %d", won.Load(), round)
		}
		got, err := s.Publication(t.Context(), "charlotte")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(saved, got); diff != "" {
			t.Error(diff)
		}
		p = got
	}
}
