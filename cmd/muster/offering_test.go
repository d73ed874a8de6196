package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/survey"
)

// beside runs a command as another process while a service runs.
func beside(t *testing.T, args ...string) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env = append(os.Environ(), asMuster+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("muster %v: %v: %s", args, err, out)
	}
}

// TestASurveyComesWhileTheServiceRuns starts with none, and another process imports one with its answers.
func TestASurveyComesWhileTheServiceRuns(t *testing.T) {
	dir := t.TempDir()
	var said logged
	p := startServeSaying(t, func(line string) { _, _ = said.Write([]byte(line + "\n")) }, "--data", dir)
	p.waitFor(t, "/readyz")
	if !strings.Contains(said.String(), "There is no survey yet. Start one on the founders' pages") {
		t.Errorf("it says %q", &said)
	}
	f := logIn(t, p, dir)
	if page := string(f.get("/surveys")); strings.Contains(page, "/s/old") {
		t.Error("there is a survey already")
	}
	beside(t, "import", "../../sample-data/exports/charlotte-google.csv", "--as", "old", "--data", dir, "--out", filepath.Join(t.TempDir(), "old.yaml"))
	p.waitFor(t, "/s/old")
	if page := string(f.get("/surveys/old/plan.json")); !strings.Contains(page, "{") {
		t.Errorf("its pages do not come: %s", page)
	}
	if page := string(f.get("/surveys")); !strings.Contains(page, "/surveys/old/") {
		t.Error("the list does not name it")
	}
	workbook := f.workbook("/surveys/old/export.xlsx")
	rows, err := workbook.GetRows("Answers")
	if err != nil || len(rows) < 10 {
		t.Errorf("%d rows of answers: %v", len(rows), err)
	}
}

// TestNoAnswerIsLostToAnotherWording changes the survey again and again while people answer.
func TestNoAnswerIsLostToAnotherWording(t *testing.T) {
	dir := t.TempDir()
	p := startServe(t, "--data", dir, "--survey", charlotte)
	p.waitFor(t, "/readyz")
	kept, err := openExisting(t.Context(), environment{stderr: io.Discard}, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	ctx, stop := context.WithTimeout(t.Context(), 8*time.Second)
	defer stop()
	go func() {
		for i := 0; ctx.Err() == nil; i++ {
			source, _ := os.ReadFile(charlotte)
			if i%2 == 0 { // another option, so that the numbers are built again
				source = bytes.Replace(source, []byte("      - {id: speaker,"), []byte("      - {id: picnic, label: A picnic}\n      - {id: speaker,"), 1)
			}
			s, problems := survey.Parse("charlotte.yaml", source)
			if len(problems) > 0 {
				t.Error(problems)
				return
			}
			if err := kept.putSurvey(ctx, s); err != nil && ctx.Err() == nil {
				t.Error(err)
			}
			time.Sleep(1500 * time.Millisecond)
		}
	}()
	acknowledged, unanswered := p.load(ctx, 2, idSource(rand.Reader))
	if len(acknowledged) < 10 || len(unanswered) > 0 {
		t.Fatalf("%d acknowledged, %d not", len(acknowledged), len(unanswered))
	}
	stored, err := kept.store.Count(t.Context(), "charlotte")
	if err != nil || int(stored) != len(acknowledged) {
		t.Errorf("%d stored of %d acknowledged: %v", stored, len(acknowledged), err)
	}
	f := logIn(t, p, dir)
	eventually(t, "all of them are counted", func() bool {
		rows, err := f.workbook("/surveys/charlotte/export.xlsx").GetRows("Answers")
		return err == nil && len(rows)-1 == len(acknowledged)
	})
	if log := p.log.String(); strings.Contains(log, "not offered") {
		t.Errorf("the log says %s", log)
	}
}

// TestAFounderStartsASurvey makes one in the browser of a service that had none, opens it, and counts its first
// answer.
func TestAFounderStartsASurvey(t *testing.T) {
	dir := t.TempDir()
	p := startServe(t, "--data", dir)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	post := func(path string, form url.Values) {
		t.Helper()
		reply, err := f.client.PostForm(p.base+path, form)
		if err != nil {
			t.Fatal(err)
		}
		reply.Body.Close()
		if reply.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s: %s", path, reply.Status, p.log)
		}
	}
	post("/surveys/new/topics", url.Values{"title": {"Tea"}, "topics": {"Green\nBlack\nHerbs"}, "time_zone": {"UTC"}, "do": {"make"}})
	post("/surveys/tea/definition", url.Values{"do": {"open"}})
	sent := time.Now()
	post("/s/tea", url.Values{"topics": {"green", "herbs"}})
	eventually(t, "the answer is counted", func() bool {
		return strings.Contains(string(f.get("/surveys/tea/dashboards/overview.json")), `"Herbs"`) &&
			strings.Contains(string(f.get("/surveys")), "<b>1</b>")
	})
	t.Logf("counted after %v", time.Since(sent))
	p.stop(t)

	again := startServe(t, "--data", dir)
	again.waitFor(t, "/readyz")
	again.waitFor(t, "/s/tea")
	if log := again.log.String(); strings.Contains(log, "built again") {
		t.Errorf("a survey that came while the service ran has its numbers built again: %s", log)
	}
}
