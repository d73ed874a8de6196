package main

import (
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sqlBoard = `id: mine
title: Mine
panels:
  - {kind: sql, title: Roles, draw: bars, sql: "SELECT label, count(*) AS people FROM picks WHERE question = 'roles' GROUP BY label ORDER BY label"}
  - {kind: sql, title: All, sql: "SELECT * FROM answers"}
  - {kind: sql, title: Forbidden, sql: "SELECT * FROM read_text('/etc/passwd')"}
  - {kind: trend, title: What stands}
`

// TestFoundersQueries asks in SQL through the whole program: the numbers are those of the answers, a new
// answer is in them, what is refused is told beside what stands, and nothing is left in the end.
func TestFoundersQueries(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(own, "mine.yaml"), []byte(sqlBoard), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startServe(t, "--data", dir, "--survey", charlotte, "--dashboards", own)
	p.waitFor(t, "/readyz")
	newID, client := idSource(rand.Reader), newClient()
	for range 3 {
		if !p.post(client, newID()) {
			t.Fatal("an answer is refused")
		}
	}
	f := logIn(t, p, dir)
	var page string
	shows := func(words ...string) func() bool {
		return func() bool {
			_, page = f.look("/surveys/charlotte/dashboards/mine")
			for _, w := range words {
				if !strings.Contains(page, w) {
					return false
				}
			}
			return true
		}
	}
	eventually(t, "three people are counted", shows("whatever the filters: 3 people.", `<td class="number">3</td>`))
	for _, words := range []string{"Not allowed: read_text(…) is not allowed in FROM", "What stands"} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	for _, words := range []string{"root:", "a@example.com", "a long week"} {
		if strings.Contains(page, words) {
			t.Errorf("the page tells %q", words)
		}
	}
	if !p.post(client, newID()) {
		t.Fatal("an answer is refused")
	}
	eventually(t, "the fourth is counted", shows("whatever the filters: 4 people.", `<td class="number">4</td>`))
	p.stop(t)
	if _, err := os.Stat(filepath.Join(dir, "sandbox")); !os.IsNotExist(err) {
		t.Errorf("snapshots stay behind: %v", err)
	}
}

// Nobody is told of the command that makes a worker, and it takes nothing that it was not told.
func TestWorkerIsNoCommandForPeople(t *testing.T) {
	var out, complaints strings.Builder
	env := environment{stdout: &out, stderr: &complaints, lookup: os.LookupEnv}
	if err := run(t.Context(), env, []string{"help"}); err != nil || strings.Contains(out.String(), workerCommand) {
		t.Errorf("%v: %s", err, out.String())
	}
	for _, args := range [][]string{nil, {"x", "1s"}, {"1", "soon"}, {"1"}} {
		if err := runWorker(strings.NewReader("{}"), io.Discard, args); err == nil {
			t.Errorf("%q makes a worker", args)
		}
	}
}
