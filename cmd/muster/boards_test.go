package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const board = "id: mine\ntitle: TITLE\norder: -1\npanels:\n  - kind: trend\n"

// TestDashboardsAreReadAgain writes a dashboard while the service runs: the page follows every saved
// file, and a mistake is told without taking the page away.
func TestDashboardsAreReadAgain(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	save := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(own, "mine.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	save(strings.Replace(board, "TITLE", "First", 1))
	said := &logged{}
	p := startServeSaying(t, func(line string) { _, _ = said.Write([]byte(line + "\n")) },
		"--data", dir, "--survey", charlotte, "--dashboards", own, "--reload")
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	shows := func(title string) func() bool {
		return func() bool {
			status, page := f.look("/surveys/charlotte/dashboards/mine")
			return status == http.StatusOK && strings.Contains(page, "<h1>"+title)
		}
	}
	if !shows("First")() {
		t.Fatal("the dashboard of the operator is not shown")
	}
	save(strings.Replace(board, "TITLE", "Second", 1))
	eventually(t, "the page follows the file", shows("Second"))

	save(strings.Replace(board, "kind: trend", "kind: pie", 1))
	eventually(t, "the mistake is told", func() bool { return strings.Contains(said.String(), `unknown kind "pie"`) })
	save(strings.Replace(board, "kind: trend", "{kind: sql, title: S, sql: SELECT version()}", 1))
	eventually(t, "the mistake in a query is told", func() bool {
		return strings.Contains(said.String(), "mine.yaml:5:") && strings.Contains(said.String(), "the function version is not among those")
	})
	if !shows("Second")() {
		t.Error("a mistake took the page away")
	}
	if err := os.Remove(filepath.Join(own, "mine.yaml")); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a file that is gone is no dashboard", func() bool {
		status, _ := f.look("/surveys/charlotte/dashboards/mine")
		return status == http.StatusNotFound
	})
}

// look opens a page, whatever its status.
func (f *founder) look(path string) (int, string) {
	f.t.Helper()
	reply, err := f.client.Get(f.base + path)
	if err != nil {
		f.t.Fatal(err)
	}
	defer reply.Body.Close()
	page, err := io.ReadAll(reply.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return reply.StatusCode, string(page)
}

// TestStartFindsMistakesInQueries holds that a dashboard whose query can never run is told before anybody
// sees it.
func TestStartFindsMistakesInQueries(t *testing.T) {
	own := t.TempDir()
	text := strings.Replace(board, "kind: trend", "{kind: sql, title: S, sql: SELECT 1; SELECT 2}", 1)
	if err := os.WriteFile(filepath.Join(own, "mine.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	env := environment{lookup: os.LookupEnv, stdout: io.Discard, stderr: io.Discard}
	err := run(t.Context(), env, []string{"serve", "--data", t.TempDir(), "--addr", "127.0.0.1:0", "--dashboards", own})
	if err == nil || !strings.Contains(err.Error(), "mine.yaml:5:") || !strings.Contains(err.Error(), "Only one SELECT can be run") {
		t.Errorf("it starts with %v", err)
	}
}
