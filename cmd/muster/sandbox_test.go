package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const sqlBoard = `id: mine
title: Mine
panels:
  - {kind: sql, title: Roles, draw: bars, sql: "SELECT label, count(*) AS people FROM picks WHERE question = 'roles' GROUP BY label ORDER BY label"}
  - {kind: sql, title: All, sql: "SELECT * FROM answers"}
  - {kind: sql, title: Wrong, sql: "SELECT email FROM answers"}
  - {kind: trend, title: What stands}
`

// TestFoundersQueries asks in SQL through the whole program: the numbers are those of the answers, a new
// answer is in them, what cannot be asked is told beside what stands, and nothing is left in the end.
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
	for _, words := range []string{"email", "not found", "What stands"} {
		if !strings.Contains(page, words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	for _, words := range []string{"a@example.com", "a long week"} {
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

// slowBoard is a page that takes as long as it may.
func slowBoard() string {
	var b strings.Builder
	b.WriteString("id: mine\ntitle: Mine\npanels:\n")
	for i := range 15 {
		fmt.Fprintf(&b, "  - {kind: sql, title: Q%d, sql: \"SELECT count(*) FROM range(100000000000) a(i) WHERE i %% 7 = %d\"}\n", i, i)
	}
	return b.String()
}

// TestEndDoesNotWaitForQueries asks for the end while a page of slow queries is being made and answers come
// in: the end is soon there and a good one, whoever reads the page is told, and every receipt is kept.
func TestEndDoesNotWaitForQueries(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(own, "mine.yaml"), []byte(slowBoard()), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startServe(t, "--data", dir, "--survey", charlotte, "--dashboards", own)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	receipts, newID := make(chan int64), idSource(rand.Reader)
	go func() {
		acknowledged, _ := p.load(ctx, 4, newID)
		receipts <- int64(len(acknowledged))
	}()
	type told struct {
		status int
		page   string
	}
	page := make(chan told)
	go func() {
		reply, err := f.client.Get(f.base + "/surveys/charlotte/dashboards/mine")
		if err != nil {
			page <- told{0, err.Error()}
			return
		}
		defer reply.Body.Close()
		text, _ := io.ReadAll(reply.Body) // what is missing is missed below
		page <- told{reply.StatusCode, string(text)}
	}()
	time.Sleep(1500 * time.Millisecond) // queries run
	if took := p.stop(t); took > 10*time.Second {
		t.Errorf("the end took %v", took)
	}
	cancel()
	if got := <-page; got.status != http.StatusOK || strings.Count(got.page, "The query cannot be run at the moment.") < 13 {
		t.Errorf("the page comes with %d and %d panels that say why", got.status, strings.Count(got.page, "cannot be run at the moment"))
	}
	if log := p.log.String(); strings.Contains(log, "did not end") || strings.Contains(log, "could not be run") {
		t.Errorf("the log says %s", log)
	}
	if n := <-receipts; n == 0 || stored(t, dir) < n {
		t.Errorf("%d receipts, %d answers", n, stored(t, dir))
	}
	if _, err := os.Stat(filepath.Join(dir, "sandbox")); !os.IsNotExist(err) {
		t.Errorf("snapshots stay behind: %v", err)
	}
}

// TestKilledServiceLeavesNoSnapshot ends the service as a power cut would.
func TestKilledServiceLeavesNoSnapshot(t *testing.T) {
	dir, own := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(own, "mine.yaml"), []byte(sqlBoard), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startServe(t, "--data", dir, "--survey", charlotte, "--dashboards", own)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	if status, _ := f.look("/surveys/charlotte/dashboards/mine"); status != http.StatusOK {
		t.Fatalf("the page comes with %d", status)
	}
	p.kill()
	err := filepath.WalkDir(filepath.Join(dir, "sandbox"), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			t.Errorf("%s stays", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
