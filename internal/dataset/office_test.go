package dataset_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/dataset"
)

// TestNothingIsRun lets a spreadsheet program open the files with formulas switched on. What people wrote
// stays words; a file of the same without guards shows that the program would have run it.
func TestNothingIsRun(t *testing.T) {
	if testing.Short() {
		t.Skip("starting LibreOffice takes seconds")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed; with it this test opens the CSV files in a second program")
	}
	dir := t.TempDir()
	c := config(t, parse(t, hostile), people(parse(t, hostile), 60))
	archive := parts(t, write(t, dataset.Codes, c))
	for name, data := range map[string][]byte{
		"words": write(t, dataset.CSV, c), "data": archive["data.csv"], "codebook": archive["codebook.csv"], "bare": []byte("a,b\n=1+1,\"=cmd|'/C calc'!A0\"\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	openAll(t, soffice, dir, "words", "data", "codebook", "bare")
	for name, runs := range map[string]bool{"words": false, "data": false, "codebook": false, "bare": true} {
		content, err := os.ReadFile(filepath.Join(dir, name+".fods"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(content), "table:formula"); got != runs {
			t.Errorf("%s.csv runs a formula: %t", name, got)
		}
	}
}

// openAll has the files opened and saved in a form that tells formulas from words.
func openAll(t *testing.T, soffice, dir string, names ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	arguments := []string{
		"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless",
		"--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,0,true", "--convert-to", "fods", "--outdir", dir,
	}
	for _, name := range names {
		arguments = append(arguments, filepath.Join(dir, name+".csv"))
	}
	if out, err := exec.CommandContext(ctx, soffice, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice cannot open the files: %v\n%s", err, out)
	}
}
