//go:build linux

package sandbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"muster/internal/sandbox"
)

// breakDown is a worker that does what none should.
func breakDown(how string) {
	_, _ = io.Copy(io.Discard, os.Stdin)
	switch how {
	case "silent":
	case "garbage":
		fmt.Print("\x00\xff{]")
	case "two replies":
		fmt.Print(`{"columns":["a"],"rows":[[1]]} {"columns":["a"],"rows":[[2]]}`)
	case "endless":
		for {
			if _, err := os.Stdout.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
				os.Exit(0)
			}
		}
	case "stuck":
		signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
		time.Sleep(time.Hour)
	case "with a child":
		child := exec.Command("/proc/self/exe", asBroken, "stuck")
		child.Stdout = os.Stdout // keeps the pipe open after its parent
		if err := child.Start(); err != nil {
			os.Exit(1)
		}
		time.Sleep(time.Hour)
	case "killed":
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		time.Sleep(time.Hour)
	case "starved":
		fmt.Fprint(os.Stderr, "fatal error: runtime: out of memory a-secret-answer")
		os.Exit(2)
	case "status":
		os.Exit(7)
	}
	os.Exit(0)
}

// A worker is not trusted: whatever it does, the house answers in time and stands.
func TestBrokenWorkers(t *testing.T) {
	for _, c := range []struct{ how, want string }{
		{"silent", "fault"}, {"garbage", "fault"}, {"two replies", "fault"}, {"endless", "fault"},
		{"stuck", "longer than 400ms"}, {"with a child", "longer than 400ms"},
		{"killed", "broke the process that ran it (signal: killed)"},
		{"starved", "needed more than the 256 MB"},
		{"status", "broke the process that ran it (exit status 7)"},
	} {
		t.Run(c.how, func(t *testing.T) {
			t.Parallel()
			h := open(t, 1, func(config *sandbox.Config) {
				config.Deadline = 400 * time.Millisecond
				if c.want == "fault" {
					config.Deadline = 10 * time.Second
				}
				if strings.Contains(c.want, "broke") || strings.Contains(c.want, "needed") {
					config.Deadline = 10 * time.Second
				}
				config.Command = func(ctx context.Context, _ ...string) *exec.Cmd {
					return exec.CommandContext(ctx, "/proc/self/exe", asBroken, c.how)
				}
			})
			if _, err := h.Query(context.Background(), "warm", ""); err == nil {
				t.Fatal("an empty query is answered")
			}
			began := time.Now()
			_, err := h.Query(context.Background(), "s", "SELECT 1")
			if took := time.Since(began); took > 11*time.Second {
				t.Errorf("took %v", took)
			}
			var refusal *sandbox.Refusal
			switch asked := errors.As(err, &refusal); {
			case err == nil:
				t.Error("it is believed")
			case c.want == "fault" && (!asked || !refusal.Passing() || !strings.Contains(err.Error(), "cannot be run at the moment")):
				t.Errorf("the query is blamed: %v", err)
			case c.want != "fault" && (!asked || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			case strings.Contains(err.Error(), "a-secret-answer"):
				t.Errorf("the last words are told: %v", err)
			}
		})
	}
}

func TestWorkerThatCannotStart(t *testing.T) {
	h := open(t, 1, func(c *sandbox.Config) {
		c.Command = func(ctx context.Context, _ ...string) *exec.Cmd { return exec.CommandContext(ctx, "/nowhere/at/all") }
	})
	faultOfTheHouse(t, h)
}

// faultOfTheHouse asks what cannot be answered, and wants to be told no more than that.
func faultOfTheHouse(t *testing.T, h *house) error {
	t.Helper()
	_, err := h.Query(context.Background(), "s", "SELECT 1")
	var refusal *sandbox.Refusal
	const want = "The query cannot be run at the moment. Load the page again in a while."
	if !errors.As(err, &refusal) || refusal.Error() != want || !refusal.Passing() || refusal.Unwrap() == nil {
		t.Errorf("got %v", err)
	}
	return err
}

// Whoever asks may go away; the worker goes with them.
func TestQueryEndsWithItsContext(t *testing.T) {
	h := open(t, 1, func(c *sandbox.Config) {
		c.Command = func(ctx context.Context, _ ...string) *exec.Cmd {
			return exec.CommandContext(ctx, "/proc/self/exe", asBroken, "stuck")
		}
	})
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := h.Query(ctx, "s", "SELECT 1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("took %v", took)
	}
}
