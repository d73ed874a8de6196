package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"muster/internal/response"
)

// process is a muster serve that runs over a data directory.
type process struct {
	cmd  *exec.Cmd
	base string // http://127.0.0.1:port
	done chan error
	log  *logged
}

// logged collects what a process writes.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

var formAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// startServe starts the program and waits until it has printed where it listens.
func startServe(t *testing.T, args ...string) *process {
	t.Helper()
	return startServeSaying(t, func(string) {}, args...)
}

// startServeSaying is startServe for a test that reads what the process prints, line by line.
func startServeSaying(t *testing.T, hear func(line string), args ...string) *process {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(program, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...), done: make(chan error, 1), log: &logged{}}
	p.cmd.Env = append(os.Environ(), asMuster+"=1")
	p.cmd.Stderr = p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for p.base == "" && lines.Scan() {
		p.base = formAddress.FindString(lines.Text())
		hear(lines.Text())
	}
	go func() {
		for lines.Scan() {
			hear(lines.Text())
		}
		p.done <- p.cmd.Wait()
	}()
	t.Cleanup(func() { p.kill() })
	if p.base == "" {
		t.Fatalf("serve printed no address: %s", p.log)
	}
	return p
}

// kill ends the process as a power cut would and waits for its end.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // fails only when it has ended already
	<-p.done
	p.done <- nil
}

// stop sends SIGTERM and returns how long the end took.
func (p *process) stop(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-p.done:
		if err != nil {
			t.Errorf("serve ended with %v: %s", err, p.log)
		}
		p.done <- nil
	case <-time.After(time.Minute):
		t.Fatalf("serve did not end: %s", p.log)
	}
	return time.Since(began)
}

// waitFor asks an address until it answers 200.
func (p *process) waitFor(t *testing.T, path string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		reply, err := http.Get(p.base + path)
		if err == nil {
			reply.Body.Close()
			if reply.StatusCode == http.StatusOK {
				return
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s is not well: %v: %s", path, err, p.log)
		}
	}
}

// load posts answers from several clients until ctx ends and returns the ids that were
// acknowledged with a receipt, and the ids that were refused or not answered.
func (p *process) load(ctx context.Context, clients int, newID func() string) (acknowledged, unanswered []string) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			client := newClient()
			defer client.CloseIdleConnections()
			for ctx.Err() == nil {
				id := newID()
				ok := p.post(client, id)
				mu.Lock()
				if ok {
					acknowledged = append(acknowledged, id)
				} else {
					unanswered = append(unanswered, id)
				}
				mu.Unlock()
				if !ok {
					time.Sleep(time.Millisecond)
				}
			}
		})
	}
	wg.Wait()
	return acknowledged, unanswered
}

// newClient does not retry: what the test counts is what one request was told.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       20 * time.Second,
		Transport:     &http.Transport{DisableKeepAlives: true, DialContext: (&net.Dialer{Timeout: time.Second}).DialContext},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (p *process) post(client *http.Client, id string) bool {
	form := url.Values{
		"_id": {id}, "roles": {"administrator", "engineer"}, "topics": {"azure", "powershell", "people"},
		"style": {"hands_on"}, "journey": {"settled"}, "challenge": {"a long week"}, "email": {"a@example.com"},
	}
	reply, err := client.PostForm(p.base+"/s/charlotte", form)
	if err != nil {
		return false
	}
	reply.Body.Close()
	return reply.StatusCode == http.StatusSeeOther
}

// idSource gives ids that no two clients share.
func idSource(random io.Reader) func() string {
	var mu sync.Mutex
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		return response.NewID(random)
	}
}
