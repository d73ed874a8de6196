package web

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"muster/internal/importer"
	"muster/internal/spreadsheet"
	"muster/internal/survey"
)

// newDesk has a clock of the test's own.
func newDesk() (*uploads, *time.Time) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	return newUploads(Config{Random: rand.Reader, Now: func() time.Time { return now }}), &now
}

func (us *uploads) ids() string {
	var all []string
	for _, u := range us.all {
		all = append(all, u.id)
	}
	return strings.Join(all, " ")
}

// TestUploadsAreBounded holds what waits in memory to a number and a size, of each person and of all.
func TestUploadsAreBounded(t *testing.T) {
	t.Parallel()
	type file struct {
		id     string
		person int64
		size   int64
	}
	many := []file{}
	for i := range int64(10) {
		many = append(many, file{string(rune('a' + i)), i, 1})
	}
	tests := []struct {
		name  string
		files []file
		want  string
	}{
		{"two of a person", []file{{"a", 1, 1}, {"b", 1, 1}, {"c", 2, 1}}, "a b c"},
		{"three of a person", []file{{"a", 1, 1}, {"b", 2, 1}, {"c", 1, 1}, {"d", 1, 1}}, "b c d"},
		{"many people", many, "c d e f g h i j"},
		{"large files", []file{{"a", 1, uploadBytes / 2}, {"b", 2, uploadBytes / 2}, {"c", 3, 1}}, "b c"},
		{"one that is larger than all may be", []file{{"a", 1, 1}, {"b", 2, 2 * uploadBytes}}, "b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			us, now := newDesk()
			for _, f := range test.files {
				u := &upload{id: f.id, person: f.person, used: *now}
				u.size.Store(f.size)
				us.add(u)
			}
			if got := us.ids(); got != test.want {
				t.Errorf("%q are there, want %q", got, test.want)
			}
		})
	}
}

func TestUploadsAreSweptAway(t *testing.T) {
	t.Parallel()
	us, now := newDesk()
	us.add(&upload{id: "a", used: *now})
	*now = now.Add(uploadLife / 2)
	us.add(&upload{id: "b", person: 2, used: *now})
	*now = now.Add(uploadLife/2 + time.Second)
	us.sweep()
	if got := us.ids(); got != "b" {
		t.Errorf("%q are there, want b alone", got)
	}
	if us.find("b", "", 1) != nil || us.find("b", "other", 2) != nil || us.find("b", "", 2) == nil {
		t.Error("a file is found by who may not see it, or not by who may")
	}
}

// TestOneAtTheDesk holds that whoever waits too long is told so.
func TestOneAtTheDesk(t *testing.T) {
	t.Parallel()
	us, _ := newDesk()
	leave, err := enter(context.Background(), us.desk, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := enter(context.Background(), us.desk, time.Millisecond); err != errBusy {
		t.Errorf("%v, want that the desk is taken", err)
	}
	leave()
	if leave, err = enter(context.Background(), us.desk, time.Second); err != nil {
		t.Fatal(err)
	}
	leave()
}

// TestNobodyIsServedWhoIsGone holds that a place is never taken for a request that has ended.
func TestNobodyIsServedWhoIsGone(t *testing.T) {
	t.Parallel()
	us, _ := newDesk()
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	for range 100 {
		if _, err := enter(gone, us.desk, time.Second); err != errBusy {
			t.Fatalf("%v, want that nothing is begun", err)
		}
	}
	if len(us.desk) > 0 {
		t.Error("the desk is taken")
	}
}

func TestNamesForAddresses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, words, want string }{
		{"a title", "Talk ideas 2024", "talk-ideas-2024"},
		{"a file", "Old crowd.csv", "old-crowd"},
		{"accents", "Énquête für Köln", "enquete-fur-koln"},
		{"digits first", "2024 – our meetup", "our-meetup"},
		{"nothing that an address may hold", "日本語", "survey"},
		{"very long", strings.Repeat("word ", 50), "word-word-word-word-word-word-wo"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := nameFrom(test.words); got != test.want || !survey.ValidID(got) {
				t.Errorf("%q becomes %q, want %q", test.words, got, test.want)
			}
		})
	}
}

func TestCutsAreShown(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, cell string
		sep        importer.Separator
		want       string
	}{
		{"semicolons", "a; b;c;", importer.Semicolons, "“a” “b” “c”"},
		{"commas need a space", "a, b,c", importer.Commas, "“a” “b,c”"},
		{"whole", "a, b", importer.NoSeparator, "“a, b”"},
		{"many", "a|b|c|d|e|f|g|h", importer.Bars, "“a” “b” “c” “d” “e” “f” 2 more"},
		{"lines", "a\nb", importer.Lines, "“a” “b”"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := cutWords(test.cell, test.sep); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestRefusedRowsAreNoFormulas(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"=1+1": "'=1+1", "-x": "'-x", "x": "x", "": "", "@x": "'@x"} {
		if got := plainCell(text); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
}

// TestColumnsOfOneTitle finds the second of two.
func TestColumnsOfOneTitle(t *testing.T) {
	t.Parallel()
	table := &spreadsheet.Table{Header: []string{"Key", "Other", "Key"}}
	got := []int{
		columnAt(table, importer.ColumnReport{Title: "Key", Nth: 1}), columnAt(table, importer.ColumnReport{Title: "Key", Nth: 2}),
		columnAt(table, importer.ColumnReport{Title: "None", Nth: 1}),
	}
	if diff := cmp.Diff([]int{0, 2, -1}, got); diff != "" {
		t.Error(diff)
	}
}
