package web_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"muster/internal/account"
	"muster/internal/web"
)

// running lets the office do what it does behind everybody's back, until the test ends.
func (o *office) running() *office {
	ctx, stop := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() { o.site.Run(ctx) })
	o.t.Cleanup(func() { stop(); done.Wait() })
	return o
}

// listener reads what a live connection sends, without its pauses.
type listener struct {
	t      testing.TB
	answer *http.Response
	lines  chan string
}

// hears opens a live connection as the browser.
func (o *office) hears(path string) *listener {
	o.t.Helper()
	l := &listener{t: o.t, answer: o.send("GET", path, nil), lines: make(chan string, 100)}
	var done sync.WaitGroup
	done.Go(func() {
		defer close(l.lines)
		for lines := bufio.NewScanner(l.answer.Body); lines.Scan(); {
			if lines.Text() != "" {
				l.lines <- lines.Text()
			}
		}
	})
	o.t.Cleanup(func() { l.answer.Body.Close(); done.Wait() })
	return l
}

// next waits for a line; "" means that the connection has ended.
func (l *listener) next() string {
	l.t.Helper()
	select {
	case line := <-l.lines:
		return line
	case <-time.After(10 * time.Second):
		l.t.Fatal("nothing is heard")
		return ""
	}
}

func (l *listener) wants(lines ...string) {
	l.t.Helper()
	for _, want := range lines {
		if got := l.next(); got != want {
			l.t.Fatalf("%q is heard, want %q", got, want)
		}
	}
}

func TestLiveTellsOfNewAnswers(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 3, nil).running()
	o.logIn(account.Founder)
	l := o.hears("/surveys/charlotte/live")
	header := l.answer.Header
	if l.answer.StatusCode != http.StatusOK || header.Get("Content-Type") != "text/event-stream" ||
		header.Get("Cache-Control") != "no-store" || header.Get("X-Accel-Buffering") != "no" {
		t.Errorf("%s %v", l.answer.Status, header)
	}
	l.wants("retry: 5000", "event: counts", "id: 3", "data: 3")
	o.fillIn("roles=analyst")
	l.wants("event: counts", "id: 4", "data: 4")
	o.site.EndLive()
	l.wants("")
}

func TestLiveIsForOrganisers(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 1, nil)
	if got := o.send("GET", "/surveys/charlotte/live", nil); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("a stranger gets %s", got.Status)
	}
	o.logIn(account.Founder)
	if got := o.send("GET", "/surveys/nobody/live", nil); got.StatusCode != http.StatusNotFound {
		t.Errorf("news of no survey come with %s", got.Status)
	}
}

// TestLiveHasRoomForSoMany holds that the pages of one person cannot take the places of all others.
func TestLiveHasRoomForSoMany(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 1, nil)
	o.logIn(account.Founder)
	for range 10 {
		if got := o.send("GET", "/surveys/charlotte/live", nil); got.StatusCode != http.StatusOK {
			t.Fatal(got.Status)
		}
	}
	got := o.send("GET", "/surveys/charlotte/live", nil)
	if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") != "30" {
		t.Errorf("one too many gets %s, Retry-After %q", got.Status, got.Header.Get("Retry-After"))
	}
	o.leads("POST", "/logout", nil)
	o.logIn(account.Viewer)
	if got := o.send("GET", "/surveys/charlotte/live", nil); got.StatusCode != http.StatusOK {
		t.Errorf("somebody else gets %s", got.Status)
	}
}

// TestLiveOutlastsTheServersLimits holds that neither the time a request may take to come nor that of
// its answer ends a connection that is meant to stay, and that shutting down does.
func TestLiveOutlastsTheServersLimits(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 1, func(c *web.Config) { c.Insecure = true }).running()
	o.logIn(account.Founder) // which takes its time, by the server without limits
	o.server.Close()
	o.server = httptest.NewUnstartedServer(o.site.Handler())
	o.server.Config.ReadTimeout, o.server.Config.WriteTimeout = 300*time.Millisecond, 300*time.Millisecond
	o.server.Config.RegisterOnShutdown(o.site.EndLive)
	o.server.Start()
	t.Cleanup(o.server.Close)
	l := o.hears("/surveys/charlotte/live")
	l.wants("retry: 5000", "event: counts", "id: 1", "data: 1")
	time.Sleep(500 * time.Millisecond)
	o.fillIn("roles=analyst")
	l.wants("event: counts", "id: 2", "data: 2")
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
	defer stop()
	if err := o.server.Config.Shutdown(ctx); err != nil {
		t.Errorf("it does not shut down: %v", err)
	}
	l.wants("")
}

// TestWaitingKeepsNobodyLoggedIn holds that what a page does on its own does not count as use.
func TestWaitingKeepsNobodyLoggedIn(t *testing.T) {
	t.Parallel()
	o := charlotte(t, 1, nil)
	o.logIn(account.Founder)
	for range 3 {
		o.wait(11 * time.Minute)
		got := o.send("GET", "/surveys", nil, "Muster-Unattended", "1")
		if len(got.Cookies()) > 0 {
			t.Errorf("a page that asks on its own gets the cookie again: %v", got.Header)
		}
	}
	got := o.send("GET", "/surveys", nil, "Muster-Unattended", "1")
	if got.StatusCode != http.StatusSeeOther || !strings.HasPrefix(got.Header.Get("Location"), "/login") {
		t.Errorf("after half an hour: %s", got.Status)
	}
	if got := o.send("GET", "/surveys/charlotte/live", nil); got.StatusCode != http.StatusUnauthorized {
		t.Errorf("and news come with %s", got.Status)
	}
}
