//go:build linux

package sandbox_test

import (
	"context"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"muster/internal/sandbox"
)

// The first argument can make the test binary another program: a worker, one that is broken, or one that
// tries what it can still do once it is confined. A worker has no environment that could tell it so.
const (
	asWorker   = "sandbox-worker"
	asBroken   = "broken-worker"
	asPrisoner = "prisoner"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case asWorker:
			syscall.Exit(sandbox.Work(os.Args[2:], os.Stdin, os.Stdout)) // os.Exit would have the race detector rest a second first
		case asBroken:
			breakDown(os.Args[2])
		case asPrisoner:
			os.Exit(prison(os.Args[2:]))
		}
	}
	os.Exit(m.Run())
}

func worker(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "/proc/self/exe", append([]string{asWorker}, args...)...)
}
