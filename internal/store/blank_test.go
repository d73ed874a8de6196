package store_test

import (
	"database/sql/driver"
	"math"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/store"
)

func TestBlankTakesTheSameRoom(t *testing.T) {
	tests := []struct {
		name     string
		is, want driver.Value
	}{
		{"nothing", nil, nil},
		{"text", "Ada", "   "},
		{"text of more bytes than letters", "Zoë", "    "},
		{"bytes", []byte{1, 2}, []byte{0, 0}},
		{"no byte", int64(0), int64(1)},
		{"one byte", int64(-7), int64(math.MaxInt8)},
		{"the most of one byte", int64(127), int64(math.MaxInt8)},
		{"two bytes", int64(128), int64(math.MaxInt16)},
		{"three bytes", int64(-40_000), int64(1<<23 - 1)},
		{"four bytes", int64(1 << 30), int64(math.MaxInt32)},
		{"six bytes", int64(1 << 40), int64(1<<47 - 1)},
		{"a moment of today", int64(1_795_000_000_000_000), int64(math.MaxInt64)},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, store.Blank(test.is)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Blanked rows stay, so that no other moves: the file has as many pages as before.
func TestErasingMovesNothing(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	batch := answers(form, 0, 300)
	mustAppend(t, s, batch)
	rows := query(t, path, `SELECT sum(length(document) + length(id) + length(receipt)) FROM responses`)
	for _, r := range batch[:100] {
		mustErase(t, s, r)
	}
	if now := query(t, path, `SELECT sum(length(document) + length(id) + length(receipt)) FROM responses`); now != rows {
		t.Errorf("the rows have %s bytes; they had %s", now, rows)
	}
	if free := query(t, path, `PRAGMA freelist_count`); free != "0" {
		t.Errorf("%s pages were given back", free)
	}
}
