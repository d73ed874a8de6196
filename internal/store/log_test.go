package store_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muster/internal/response"
	"muster/internal/store"
)

// checkStored holds that every acknowledged answer is stored once, and that numbers have no gap.
func checkStored(t *testing.T, s *store.Store, acknowledged []int) {
	t.Helper()
	form := charlotte(t)
	times := map[string]int{}
	for i, r := range all(t, s) {
		if times[r.ID]++; times[r.ID] > 1 {
			t.Errorf("response %s is stored %d times", r.ID, times[r.ID])
		}
		if r.Seq != int64(i+1) {
			t.Fatalf("record %d has number %d", i+1, r.Seq)
		}
	}
	version := form.Version()
	for _, n := range acknowledged {
		if times[answerTo(form.ID, version, n).ID] != 1 {
			t.Errorf("answer %d was acknowledged and is not there", n)
		}
	}
	if n, err := s.Count(t.Context(), form.ID); err != nil || n != int64(len(times)) {
		t.Errorf("count is %d, %v; want %d", n, err, len(times))
	}
}

// integrity asks SQLite whether the file is sound.
func integrity(t *testing.T, path string) {
	t.Helper()
	if got := query(t, path, `PRAGMA integrity_check`); got != "ok" {
		t.Errorf("the file is damaged: %s", got)
	}
	if got := query(t, path, `SELECT group_concat("table") FROM pragma_foreign_key_check`); got != "" {
		t.Errorf("broken references in %s", got)
	}
}

// A machine that lost power may leave a log whose end is cut off, zero or garbage. SQLite takes the
// log up to the last commit whose checksums hold: what is left is always a prefix, never a hole.
func TestDamagedEndOfTheLog(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil { // puts everything into the database file
		t.Fatal(err)
	}
	s = open(t, path)
	keepLog(t, path)
	const batches, size = 12, 5
	for n := range batches {
		mustAppend(t, s, answers(form, n*size, (n+1)*size))
	}
	database, log := read(t, path), read(t, path+"-wal")
	type test struct {
		name   string
		damage func([]byte) []byte
		least  int // batches that must be left
	}
	tests := []test{
		{"whole", func(log []byte) []byte { return log }, batches},
		{"garbage behind it", func(log []byte) []byte { return append(log, bytes.Repeat([]byte{0xA5}, 9000)...) }, batches},
		{"zeros behind it", func(log []byte) []byte { return append(log, make([]byte, 9000)...) }, batches},
		{"no log", func([]byte) []byte { return nil }, 0},
		{"only zeros", func(log []byte) []byte { return make([]byte, len(log)) }, 0},
		{"a zero page at the end", func(log []byte) []byte { clear(log[len(log)-4096:]); return log }, batches - 1},
	}
	for i := range 40 {
		at := rand.IntN(len(log))
		tests = append(tests, test{fmt.Sprintf("cut at %d", at), func(log []byte) []byte { return log[:at] }, 0})
		if i%2 == 0 {
			bit := byte(1) << rand.IntN(8)
			tests = append(tests, test{fmt.Sprintf("bit %d flipped at %d", bit, at), func(log []byte) []byte { log[at] ^= bit; return log }, 0})
		}
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "muster.db")
			for name, data := range map[string][]byte{path: database, path + "-wal": test.damage(bytes.Clone(log))} {
				if err := os.WriteFile(name, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s := open(t, path)
			records := all(t, s)
			if len(records)%size != 0 || len(records) < test.least*size {
				t.Errorf("%d records are left", len(records))
			}
			var kept []int
			for n := range records {
				kept = append(kept, n)
			}
			checkStored(t, s, kept)
			if _, err := s.Append(t.Context(), answers(form, 0, batches*size)); err != nil {
				t.Error(err)
			}
			if n := len(all(t, s)); n != batches*size {
				t.Errorf("%d records after everything was sent again", n)
			}
			integrity(t, path)
		})
	}
}

// keepLog keeps what is committed from now on in the log alone, by reading for as long as the test
// lasts: a copy of both files then is what a crash leaves.
func keepLog(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow(`SELECT count(*) FROM responses`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tx.Rollback()
		db.Close()
	})
}

// The log would grow for ever under constant load if nobody made room in it.
func TestTheLogIsBounded(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	words := strings.Repeat("many words ", 3000) // so that the test need not store many answers
	var most, written int64
	for n := 0; written < 160<<20; n += 64 {
		batch := answers(form, n, n+64)
		for _, r := range batch {
			r.Answers = response.Answers{"challenge": {Text: words}}
			written += int64(len(words))
		}
		mustAppend(t, s, batch)
		info, err := os.Stat(path + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, info.Size())
	}
	if most > 80<<20 {
		t.Errorf("the log grew to %d MB while %d MB were stored", most>>20, written>>20)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
