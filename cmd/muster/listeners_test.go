package main

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestStopsWithOpenPages sends SIGTERM while two pages listen for new answers. They would listen for hours;
// the process must end all the same, and they must be told.
func TestStopsWithOpenPages(t *testing.T) {
	dir := t.TempDir()
	p := startServe(t, "--data", dir, "--survey", charlotte)
	p.waitFor(t, "/readyz")
	f := logIn(t, p, dir)
	var pages []io.ReadCloser
	for range 2 {
		reply, err := f.client.Get(p.base + "/surveys/charlotte/live")
		if err != nil {
			t.Fatal(err)
		}
		defer reply.Body.Close()
		if kind := reply.Header.Get("Content-Type"); reply.StatusCode != http.StatusOK || !strings.HasPrefix(kind, "text/event-stream") {
			t.Fatalf("a page that listens gets %s, %q", reply.Status, kind)
		}
		if _, err := bufio.NewReader(reply.Body).ReadString('\n'); err != nil {
			t.Fatalf("a page hears nothing: %v", err)
		}
		pages = append(pages, reply.Body)
	}
	if took := p.stop(t); took > 10*time.Second {
		t.Errorf("with open pages the end took %v", took)
	}
	for _, page := range pages {
		ended := make(chan error, 1)
		go func() {
			_, err := io.Copy(io.Discard, page)
			ended <- err
		}()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			t.Error("a page still listens to a process that is gone")
		}
	}
}
