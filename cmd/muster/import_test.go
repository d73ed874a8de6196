package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const exported = `Timestamp,What do you do?,How often?
2026/01/05 9:00:00 AM EST,Support;Engineer,Weekly
2026/01/05 9:01:00 AM EST,Engineer,Monthly
2026/01/05 9:02:00 AM EST,Support;Architect,Weekly
2026/01/06 9:02:00 AM EST,Support,Weekly
`

// TestImportLeavesErasedAnswersErased imports a file again after one of its people asked to be forgotten.
func TestImportLeavesErasedAnswersErased(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	if err := os.WriteFile("old.csv", []byte(exported), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(folder, "data")
	load := func() string {
		var said bytes.Buffer
		env := environment{stdout: &said, stderr: &said, lookup: func(string) (string, bool) { return "", false }}
		if err := run(t.Context(), env, []string{"import", "old.csv", "--as", "old", "--data", data}); err != nil {
			t.Fatalf("%v\n%s", err, said.String())
		}
		return said.String()
	}
	if said := load(); !strings.Contains(said, "4 of 4 answers stored") {
		t.Fatal(said)
	}
	kept, err := openExisting(t.Context(), environment{stderr: &bytes.Buffer{}}, data)
	if err != nil {
		t.Fatal(err)
	}
	records, err := kept.store.Records(t.Context(), 0, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.store.Erase(t.Context(), "old", records[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	if said := load(); !strings.Contains(said, "0 of 4 answers stored; 3 were there already; 1 had been erased before and will not come back") {
		t.Error(said)
	}
}
