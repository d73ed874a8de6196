package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestImportChoosesAFileOfAZip names the files of a zip file, and imports those that are asked for.
func TestImportChoosesAFileOfAZip(t *testing.T) {
	k := known{t, t.TempDir()}
	t.Chdir(k.folder)
	var file bytes.Buffer
	w := zip.NewWriter(&file)
	for name, text := range map[string]string{"2024.csv": exported, "2025.csv": strings.ReplaceAll(exported, "2026/", "2025/")} {
		out, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(out, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("years.zip", file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	env := environment{stdout: &said, stderr: &said, lookup: func(string) (string, bool) { return "", false }}
	err := run(t.Context(), env, []string{"import", "years.zip", "--as", "old", "--data", filepath.Join(k.folder, "data")})
	if err == nil || !strings.Contains(err.Error(), "2024.csv") || !strings.Contains(err.Error(), "2025.csv") || !strings.Contains(err.Error(), "--sheet") {
		t.Errorf("%v", err)
	}
	k.loads("4 of 4 answers stored", "years.zip", "--as", "old", "--sheet", "2024.csv")
	k.loads("4 of 4 answers stored", "years.zip", "--survey", "old", "--sheet", "2025.csv")
	k.loads("0 of 4 answers stored; 4 were there already", "years.zip", "--survey", "old", "--sheet", "2025.csv")
}
