package spreadsheet_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muster/internal/spreadsheet"
)

var update = flag.Bool("update", false, "write testdata/corpus.txt")

// The files under testdata were written as other programs write them, or as nobody should. What is
// made of each stands in corpus.txt.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("testdata/[rt]*/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	var b strings.Builder
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		table, err := spreadsheet.Read(filepath.Base(name), bytes.NewReader(data))
		if taken := strings.HasPrefix(name, filepath.Join("testdata", "taken")); taken != (err == nil) {
			t.Errorf("%s: %v", name, err)
		}
		fmt.Fprintf(&b, "== %s\n", filepath.ToSlash(name))
		describe(&b, table, err)
	}
	const golden = "testdata/corpus.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Error(diff)
	}
}

func describe(b *strings.Builder, table *spreadsheet.Table, err error) {
	if err != nil {
		fmt.Fprintln(b, err)
		return
	}
	fmt.Fprintf(b, "sheet %q of %q, encoding %q, %d blank\n", table.Sheet, table.Sheets, table.Encoding, table.Blank)
	fmt.Fprintf(b, "%q\n", table.Header)
	for _, row := range table.Rows {
		fmt.Fprintf(b, "%d %q\n", row.Number, row.Cells)
	}
	for _, r := range table.Refused {
		fmt.Fprintln(b, r)
	}
	for _, n := range table.Notes {
		fmt.Fprintln(b, "-", n)
	}
}
