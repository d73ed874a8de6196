package store_test

import (
	"encoding/hex"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/store"
)

func TestDraftsAreKept(t *testing.T) {
	s, err := store.Open(t.Context(), store.Config{
		Path: filepath.Join(t.TempDir(), "muster.db"), Now: func() time.Time { return noon },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	first := store.Draft{
		Survey: "charlotte", Step: 2, Saved: noon.Add(time.Minute),
		Values: url.Values{"roles": {"engineer", "leader"}, "challenge": {"words \"and\"\nlines — ümlaut"}, "empty": {""}},
	}
	second := store.Draft{Survey: "charlotte", Values: url.Values{"roles": {"leader"}}}
	bytes := store.Draft{Survey: "charlotte", Saved: noon, Values: url.Values{
		"a": {"\xff\xfe", "\x00\x01\x1b", "<&>=;+% \u2028"}, "\xff": {"x"}, "null": {""}, "{": {"}"},
	}}
	steps := []struct {
		name string
		save store.Draft
		want store.Draft
	}{
		{"new", first, first},
		{"in its place", second, store.Draft{Survey: second.Survey, Values: second.Values, Saved: noon}},
		{"bytes that are no letters", bytes, bytes},
		{"empty", store.Draft{Survey: "charlotte", Saved: noon}, store.Draft{Survey: "charlotte", Saved: noon}},
	}
	if err := s.SaveDraft(t.Context(), []byte("another"), first); err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		if err := s.SaveDraft(t.Context(), []byte("hash"), step.save); err != nil {
			t.Fatal(err)
		}
		got, err := s.Draft(t.Context(), []byte("hash"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	for range 2 { // dropping what is not there is no error
		if err := s.DropDraft(t.Context(), []byte("hash")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Draft(t.Context(), []byte("hash")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if got, err := s.Draft(t.Context(), []byte("another")); err != nil || cmp.Diff(first, got) != "" {
		t.Errorf("the other one: %+v, %v", got, err)
	}
}

func TestDraftsAreBounded(t *testing.T) {
	s, _ := fresh(t)
	tests := []struct {
		name, of string
		n        int
		want     error
	}{
		{"as large as may be", "a", 60_000, nil},
		{"too large", "a", 70_000, store.ErrDraftTooLarge},
		{"what a browser can send", "<", 21_000, nil},
		{"bytes that are no letters", "\x01", 21_000, nil},
		{"bytes that are not even UTF-8", "\xff", 21_000, nil},
		{"more than a browser can send", "<", 22_000, store.ErrDraftTooLarge},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := store.Draft{Survey: "charlotte", Values: url.Values{"challenge": {strings.Repeat(test.of, test.n)}}}
			err := s.SaveDraft(t.Context(), []byte(test.name), d)
			if !errors.Is(err, test.want) || err != nil && strings.Contains(err.Error(), "aaa") {
				t.Errorf("got %v", err)
			}
			if _, err := s.Draft(t.Context(), []byte(test.name)); (err == nil) != (test.want == nil) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// No field is too much to come back, however small.
func TestDraftOfVeryManyFields(t *testing.T) {
	s, _ := fresh(t)
	want := store.Draft{Survey: "charlotte", Saved: noon, Values: url.Values{"a": make([]string, 16_000)}}
	if err := s.SaveDraft(t.Context(), []byte("hash"), want); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Draft(t.Context(), []byte("hash")); err != nil || cmp.Diff(want, got) != "" {
		t.Errorf("%d fields came back, %v", len(got.Values["a"]), err)
	}
}

// Drafts were kept as JSON before.
func TestDraftsFromBeforeAreRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "muster.db")
	s := open(t, path)
	for fields, want := range map[string]url.Values{
		`{"a":["x \u003c y","ü"],"b":[]}`: {"a": {"x < y", "ü"}, "b": {}}, `{}`: {}, `null`: nil,
	} {
		execute(t, path, `INSERT INTO drafts (hash, survey, step, saved, pad, fields)
			VALUES (x'`+hex.EncodeToString([]byte(fields))+`', 'charlotte', 1, 0, zeroblob(4096), '`+fields+`')`)
		got, err := s.Draft(t.Context(), []byte(fields))
		if err != nil || cmp.Diff(want, got.Values) != "" {
			t.Errorf("%s: %v, %v", fields, got.Values, err)
		}
	}
}

func TestExpireDrafts(t *testing.T) {
	s, _ := fresh(t)
	for n := range 250 {
		for i, survey := range []string{"charlotte", "powershell"} {
			d := store.Draft{Survey: survey, Saved: noon.Add(time.Duration(n) * time.Hour), Values: url.Values{"a": {"b"}}}
			if err := s.SaveDraft(t.Context(), []byte{byte(n), byte(i)}, d); err != nil {
				t.Fatal(err)
			}
		}
	}
	steps := []struct {
		name   string
		before time.Time
		want   int
	}{
		{"none is old enough", noon, 0},
		{"most", noon.Add(230 * time.Hour), 230},
		{"again", noon.Add(230 * time.Hour), 0},
		{"the rest", noon.Add(999 * time.Hour), 20},
	}
	for _, step := range steps {
		if n, err := s.ExpireDrafts(t.Context(), "charlotte", step.before); err != nil || n != step.want {
			t.Errorf("%s: %d, %v; want %d", step.name, n, err, step.want)
		}
	}
	if _, err := s.Draft(t.Context(), []byte{0, 1}); err != nil {
		t.Errorf("a draft of another survey: %v", err)
	}
}
