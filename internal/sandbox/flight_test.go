//go:build linux

package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"muster/internal/sandbox"
)

// slowHouse is a sandbox whose workers never end by themselves.
func slowHouse(t *testing.T, deadline time.Duration) (h *house, workers *atomic.Int64) {
	t.Helper()
	workers = &atomic.Int64{}
	return open(t, 1, func(c *sandbox.Config) {
		c.Deadline = deadline
		c.Command = func(ctx context.Context, _ ...string) *exec.Cmd {
			workers.Add(1)
			return exec.CommandContext(ctx, "/proc/self/exe", asBroken, "stuck")
		}
	}), workers
}

// start asks in the background.
func start(ctx context.Context, h *house, sql string) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := h.Query(ctx, "s", sql)
		done <- err
	}()
	return done
}

func until(t *testing.T, what string, well func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !well(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it does not come to pass that %s", what)
		}
	}
}

// Those who ask the same at the same time have it run once.
func TestQueriesAreShared(t *testing.T) {
	var workers atomic.Int64
	goOn := make(chan struct{})
	h := open(t, 10, func(c *sandbox.Config) {
		c.Command = func(ctx context.Context, args ...string) *exec.Cmd {
			workers.Add(1)
			<-goOn
			return worker(ctx, args...)
		}
	})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			rows, err := h.Query(context.Background(), "s", "SELECT count(*) FROM answers")
			if err != nil || rows.Values[0][0] != int64(10) {
				t.Errorf("%v %v", rows, err)
			}
		})
	}
	until(t, "a worker starts", func() bool { return workers.Load() > 0 })
	close(goOn)
	all.Wait()
	if n := workers.Load(); n != 1 {
		t.Errorf("%d workers for one query", n)
	}
}

// Who leaves takes nothing from those who stay, and when all have left the query makes room for others.
func TestQueriesEndWithTheLastWhoWaits(t *testing.T) {
	h, workers := slowHouse(t, time.Hour)
	first, leaveFirst := context.WithCancel(context.Background())
	second, leaveSecond := context.WithCancel(context.Background())
	one := start(first, h, "SELECT 1")
	until(t, "a worker starts", func() bool { return workers.Load() == 1 })
	two := start(second, h, "SELECT 1")
	time.Sleep(100 * time.Millisecond) // it has joined by now; if not, it runs by itself
	leaveFirst()
	if err := <-one; !errors.Is(err, context.Canceled) {
		t.Errorf("who leaves is told %v", err)
	}
	select {
	case err := <-two:
		t.Fatalf("who stays is told %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	leaveSecond()
	<-two
	before := workers.Load()
	var others []<-chan error // all of the workers' places are free again
	for i := range 2 {
		others = append(others, start(t.Context(), h, fmt.Sprint("SELECT 2, ", i)))
	}
	until(t, "others run", func() bool { return workers.Load() == before+2 })
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	for _, other := range others {
		<-other
	}
}

// Forty people who look at a slow page and leave it again keep nobody waiting.
func TestAbandonedQueriesKeepNobodyWaiting(t *testing.T) {
	var left atomic.Bool
	h := open(t, 10, func(c *sandbox.Config) {
		c.Deadline = 20 * time.Second
		c.Command = func(ctx context.Context, args ...string) *exec.Cmd {
			if left.Load() {
				return worker(ctx, args...)
			}
			return exec.CommandContext(ctx, "/proc/self/exe", asBroken, "stuck")
		}
	})
	ctx, leave := context.WithCancel(context.Background())
	var gone []<-chan error
	for i := range 40 {
		gone = append(gone, start(ctx, h, fmt.Sprint("SELECT ", i)))
	}
	time.Sleep(100 * time.Millisecond)
	leave()
	for _, g := range gone {
		<-g
	}
	left.Store(true)
	began := time.Now()
	ask(t, h, "s", "SELECT 'me'")
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

// The end does not wait for queries: they are told of it, and their workers are gone.
func TestCloseEndsQueries(t *testing.T) {
	h, workers := slowHouse(t, time.Hour)
	var all []<-chan error
	for i := range 5 { // more than may run
		all = append(all, start(context.Background(), h, fmt.Sprint("SELECT ", i)))
	}
	until(t, "two run", func() bool { return workers.Load() == 2 })
	began := time.Now()
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("the end took %v", took)
	}
	var refusal *sandbox.Refusal
	for _, one := range all {
		if err := <-one; !errors.Is(err, sandbox.ErrClosed) || !errors.As(err, &refusal) || !refusal.Passing() {
			t.Errorf("told %v", err)
		}
	}
}

// A snapshot that takes long is ended with the sandbox as well.
func TestCloseEndsSnapshots(t *testing.T) {
	begun := make(chan struct{})
	h := open(t, 1, func(c *sandbox.Config) {
		c.Snapshot = func(ctx context.Context, _, _ string) error {
			close(begun)
			<-ctx.Done()
			return context.Cause(ctx)
		}
	})
	one := start(context.Background(), h, "SELECT 1")
	<-begun
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-one; !errors.Is(err, sandbox.ErrClosed) {
		t.Errorf("told %v", err)
	}
}

// A query that took too long does so again on the same answers, so it is not tried again.
func TestTooLongIsRemembered(t *testing.T) {
	h, workers := slowHouse(t, 200*time.Millisecond)
	for range 3 {
		rows, err := h.Query(context.Background(), "s", "SELECT 1")
		var refusal *sandbox.Refusal
		if !errors.As(err, &refusal) || refusal.Passing() || len(rows.Values) != 0 {
			t.Errorf("%v %v", rows, err)
		}
	}
	if n := workers.Load(); n != 1 {
		t.Errorf("%d workers", n)
	}
	h.version.Add(1)
	until(t, "it is tried on other answers", func() bool {
		_, _ = h.Query(context.Background(), "s", "SELECT 1")
		return workers.Load() == 2
	})
}
