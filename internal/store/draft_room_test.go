package store_test

import (
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/response"
	"muster/internal/store"
)

// roomy opens a store that keeps so many drafts of a survey, and so many bytes of all.
func roomy(t *testing.T, drafts int, bytes int64) (s *store.Store, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "muster.db")
	s, err := store.Open(t.Context(), store.Config{Path: path, Drafts: drafts, DraftBytes: bytes})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, path
}

// sized is a draft whose field has that many bytes.
func sized(survey string, bytes int) store.Draft {
	return store.Draft{Survey: survey, Saved: noon, Values: url.Values{"a": {strings.Repeat("a", bytes)}}}
}

func TestRoomForDrafts(t *testing.T) {
	const most = 5
	s, path := roomy(t, most, 0)
	save := func(hash string, d store.Draft) error { return s.SaveDraft(t.Context(), []byte(hash), d) }
	steps := []struct {
		name, hash, survey string
		before             func() error
		want               error
	}{
		{"one too many", "f", "charlotte", nil, store.ErrDraftsFull},
		{"one that is there", "a", "charlotte", nil, nil},
		{"of another survey", "g", "powershell", nil, nil},
		{"after one was dropped", "f", "charlotte", func() error { return s.DropDraft(t.Context(), []byte("b")) }, nil},
		{"full again", "h", "charlotte", nil, store.ErrDraftsFull},
		{"after they expired", "h", "charlotte", func() error {
			_, err := s.ExpireDrafts(t.Context(), "charlotte", noon.Add(time.Hour))
			return err
		}, nil},
		{"one that moves to another survey", "g", "charlotte", nil, nil},
	}
	for hash := range strings.SplitSeq("abcde", "") {
		if err := save(hash, sized("charlotte", 10)); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range steps {
		if step.before != nil {
			if err := step.before(); err != nil {
				t.Fatal(err)
			}
		}
		if err := save(step.hash, sized(step.survey, 10)); !errors.Is(err, step.want) {
			t.Errorf("%s: %v", step.name, err)
		}
	}
	// What is counted is what is there.
	if got := query(t, path, `SELECT group_concat(survey || drafts || bytes = (SELECT survey || count(*) || sum(length(pad) + octet_length(fields))
		FROM drafts d WHERE d.survey = r.survey)) FROM draft_room r WHERE drafts > 0`); got != "1" {
		t.Errorf("the counts are wrong: %s", got)
	}
}

// New drafts leave room to those that are begun; these may always be saved when they do not grow.
func TestRoomForBytesOfDrafts(t *testing.T) {
	s, _ := roomy(t, 0, 400_000)
	save := func(n, bytes int) error { return s.SaveDraft(t.Context(), []byte{byte(n)}, sized("charlotte", bytes)) }
	first := 0
	for first < 99 && save(first, 20_000) == nil {
		first++
	}
	if first < 11 || first > 13 {
		t.Errorf("%d new ones of 24 KB in three quarters of 400 KB", first)
	}
	grown := 0
	for grown < first && save(grown, 50_000) == nil {
		grown++
	}
	if grown < 2 || grown > 4 {
		t.Errorf("%d of them grow by 30 KB in the last quarter", grown)
	}
	if err := save(grown, 50_000); !errors.Is(err, store.ErrDraftsFull) {
		t.Errorf("got %v", err)
	}
	for n := range first {
		if err := save(n, 19_000); err != nil {
			t.Errorf("one that shrinks: %v", err)
		}
	}
}

// What was given back is used again: the file does not grow with what was in it once.
func TestRoomOfDraftsIsUsedAgain(t *testing.T) {
	s, path := roomy(t, 0, 0)
	var sizes []int64
	for range 4 {
		for n := range 60 {
			if err := s.SaveDraft(t.Context(), []byte{byte(n)}, sized("charlotte", 500*n)); err != nil {
				t.Fatal(err)
			}
		}
		for n := range 60 {
			if err := s.DropDraft(t.Context(), []byte{byte(n)}); err != nil {
				t.Fatal(err)
			}
		}
		var pages int64 // the file is as long once the log is copied into it
		if _, err := fmt.Sscan(query(t, path, `PRAGMA page_count`), &pages); err != nil {
			t.Fatal(err)
		}
		sizes = append(sizes, pages)
	}
	if first, last := sizes[0], sizes[len(sizes)-1]; last > first+first/10 {
		t.Errorf("the file grew: %v", sizes)
	}
}

func TestErasedLeavesNoDraft(t *testing.T) {
	path, form := filepath.Join(t.TempDir(), "muster.db"), charlotte(t)
	s := open(t, path)
	if err := s.PutSurvey(t.Context(), form); err != nil {
		t.Fatal(err)
	}
	batch := answers(form, 0, 3)
	mustAppend(t, s, batch)
	save := func(hash string, r *response.Response) error {
		d := sized(form.ID, 10)
		d.ID, d.Values["b"] = r.ID, []string{"secret-of-" + hash + "."}
		return s.SaveDraft(t.Context(), []byte(hash), d)
	}
	for _, err := range []error{save("own", batch[0]), save("second", batch[0]), save("others", batch[1])} {
		if err != nil {
			t.Fatal(err)
		}
	}
	mustErase(t, s, batch[0])
	for _, hash := range []string{"own", "second"} {
		if _, err := s.Draft(t.Context(), []byte(hash)); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the draft %q: %v", hash, err)
		}
		if files := holds(t, path, "secret-of-"+hash); len(files) > 0 {
			t.Errorf("the draft %q is still in %v", hash, files)
		}
	}
	for name, want := range map[string]error{"own": store.ErrErased, "new": store.ErrErased} {
		if err := save(name, batch[0]); !errors.Is(err, want) || strings.Contains(err.Error(), batch[0].ID) {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := save("others", batch[1]); err != nil {
		t.Error(err)
	}
	// It is known when the file is opened again, and when somebody else erased it.
	other := open(t, path)
	mustErase(t, other, batch[2])
	for n, one := range map[int]*store.Store{0: open(t, path), 2: s} {
		d := sized(form.ID, 10)
		d.ID = batch[n].ID
		if err := one.SaveDraft(t.Context(), []byte("late"), d); !errors.Is(err, store.ErrErased) {
			t.Errorf("answer %d: %v", n, err)
		}
	}
}

// Drafts that a file had before they were counted are counted too.
func TestOldDraftsAreCounted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	var script strings.Builder
	script.WriteString(`CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied INTEGER NOT NULL) STRICT;`)
	steps, err := os.ReadDir("migrations")
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range steps[:8] {
		content, err := os.ReadFile("migrations/" + step.Name())
		if err != nil {
			t.Fatal(err)
		}
		script.WriteString(string(content) + `INSERT INTO migrations VALUES (` + decimal(int64(i+1)) + `, '', 0);`)
	}
	for _, hash := range []string{"a", "b"} {
		script.WriteString(`INSERT INTO drafts (hash, survey, step, saved, pad, fields) VALUES (x'` + hex.EncodeToString([]byte(hash)) +
			`', 'charlotte', 0, 0, zeroblob(4096), '{"a":["b"]}');`)
	}
	execute(t, path, script.String())
	s, err := store.Open(t.Context(), store.Config{Path: path, Drafts: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.SaveDraft(t.Context(), []byte("c"), sized("charlotte", 1)); !errors.Is(err, store.ErrDraftsFull) {
		t.Errorf("got %v", err)
	}
	if err := s.SaveDraft(t.Context(), []byte("a"), sized("charlotte", 1)); err != nil {
		t.Error(err)
	}
}
