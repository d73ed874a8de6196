package store_test

import (
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/store"
)

func TestVisitsAddUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	first := []store.Visit{
		{Survey: "charlotte", Day: "2026-11-22", Source: "form", Step: 0, Views: 3, Starts: 2},
		{Survey: "charlotte", Day: "2026-11-22", Source: "form", Step: 1, Views: 2, Finishes: 1},
		{Survey: "charlotte", Day: "2026-11-21", Source: "form:flyer", Views: 1},
		{Survey: "powershell", Day: "2026-11-22", Source: "form", Views: 7},
		{Survey: "charlotte", Day: "2026-11-22", Source: "form", Step: 0, Views: 1}, // again in one call
	}
	if err := s.AddVisits(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for range 5 {
				if err := s.AddVisits(t.Context(), first[:1]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	if err := s.AddVisits(t.Context(), nil); err != nil {
		t.Error(err)
	}
	want := []store.Visit{
		{Survey: "charlotte", Day: "2026-11-21", Source: "form:flyer", Views: 1},
		{Survey: "charlotte", Day: "2026-11-22", Source: "form", Step: 0, Views: 124, Starts: 82},
		{Survey: "charlotte", Day: "2026-11-22", Source: "form", Step: 1, Views: 2, Finishes: 1},
	}
	got, err := s.Visits(t.Context(), "charlotte")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, err := s.Visits(t.Context(), "nobodys"); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}
