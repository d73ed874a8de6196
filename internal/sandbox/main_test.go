package sandbox_test

import (
	"context"
	"os"
	"os/exec"
	"testing"

	"muster/internal/sandbox"
)

// asWorker as the first argument makes the test binary a worker. A worker has no environment that could
// tell it so.
const asWorker = "sandbox-worker"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == asWorker {
		os.Exit(sandbox.Work(os.Args[2:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

func worker(ctx context.Context, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "/proc/self/exe", append([]string{asWorker}, args...)...)
}
