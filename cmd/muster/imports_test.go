package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTakenBackIsGone imports beside a running service and takes that back, on the command line and in the browser, and
// then looks for the words in every file.
func TestTakenBackIsGone(t *testing.T) {
	folder := t.TempDir()
	dir, file := filepath.Join(folder, "data"), filepath.Join(folder, "of-zoe.csv")
	p := startServe(t, "--data", dir, "--survey", charlotte)
	p.waitFor(t, "/readyz")
	person := respondent{t, p, newClient()}
	stays := person.answer(url.Values{"roles": {"architect"}, "challenge": {"a challenge that stays"}})
	var export strings.Builder
	export.WriteString("Timestamp,What do you do?,What is your biggest challenge?,Email\n")
	for n := range 40 {
		fmt.Fprintf(&export, "2026/01/05 9:%02d:00 AM EST,Solutions architect,imported-words-%d,zoe-%d@example.net\n", n, n, n)
	}
	if err := os.WriteFile(file, []byte(export.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	command := func(want string, args ...string) { t.Helper(); says(t, dir, want, args...) }
	f := logIn(t, p, dir)
	f.counted(1)
	command("40 of 40 answers stored", "import", file, "--survey", "charlotte", "--form", "Old", "--partial")
	f.counted(41)
	command("40 of 40 answers erased", "imports", "charlotte", "--take-back", "1")
	f.counted(1)
	command("40 of 40 answers stored", "import", file, "--survey", "charlotte", "--form", "Old", "--partial")
	f.counted(41)
	respondent{t, p, f.client}.post("/surveys/charlotte/import/past/2", url.Values{"going": {"40"}}, http.StatusOK) // it follows
	f.counted(1)

	eventually(t, "the words leave every file", func() bool {
		return len(filesWith(t, dir, "imported-words")) == 0 && len(filesWith(t, dir, "zoe")) == 0
	})
	if !strings.Contains(person.read(stays), "a challenge that stays") {
		t.Error("the other answer has gone as well")
	}
	if log := p.log.String(); strings.Contains(log, "zoe") || !strings.Contains(log, "import taken back") {
		t.Errorf("the log: %s", log)
	}
	p.stop(t)
	for _, words := range []string{"imported-words", "zoe"} {
		if files := filesWith(t, dir, words); len(files) > 0 {
			t.Errorf("after the end %v hold %q", files, words)
		}
	}
}

// says runs a command and looks for words in what it says.
func says(t *testing.T, dir, want string, args ...string) {
	t.Helper()
	var said bytes.Buffer
	env := environment{stdout: &said, stderr: &said, lookup: func(string) (string, bool) { return "", false }}
	if err := run(t.Context(), env, append(args, "--data", dir)); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	if !strings.Contains(said.String(), want) {
		t.Errorf("%v: want %q in\n%s", args, want, said.String())
	}
}

// TestTakenBackIsGoneWithoutAService takes an import back while no service runs, and lets one end right after words
// were taken back from it.
func TestTakenBackIsGoneWithoutAService(t *testing.T) {
	folder := t.TempDir()
	dir, file := filepath.Join(folder, "data"), filepath.Join(folder, "of-zoe.csv")
	var export strings.Builder
	export.WriteString("Timestamp,What do you do?,What is your biggest challenge?\n")
	for n := range 40 {
		fmt.Fprintf(&export, "2026/01/05 9:%02d:00 AM EST,Solutions architect,imported-words-%d\n", n, n)
	}
	if err := os.WriteFile(file, []byte(export.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startServe(t, "--data", dir, "--survey", charlotte)
	p.waitFor(t, "/readyz")
	says(t, dir, "40 of 40 answers stored", "import", file, "--survey", "charlotte", "--form", "Old", "--partial")
	logIn(t, p, dir).counted(40)
	p.stop(t)
	numbers := filepath.Join(dir, "warehouse.duckdb") // packs words, so that not all are found in it
	if _, err := os.Stat(numbers); err != nil {
		t.Fatal(err)
	}
	says(t, dir, "40 of 40 answers erased", "imports", "charlotte", "--take-back", "1")
	if files := filesWith(t, dir, "imported-words"); len(files) > 0 {
		t.Errorf("%v hold them after they were taken back", files)
	}
	if _, err := os.Stat(numbers); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the numbers stay as they were: %v", err)
	}
	says(t, dir, "40 of 40 answers stored", "import", file, "--survey", "charlotte", "--form", "Old", "--partial")
	p = startServe(t, "--data", dir)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	f.counted(40)
	says(t, dir, "40 of 40 answers erased", "imports", "charlotte", "--take-back", "2")
	f.counted(0)
	p.stop(t)
	if files := filesWith(t, dir, "imported-words"); len(files) > 0 {
		t.Errorf("%v hold them after the end of the service", files)
	}
}
