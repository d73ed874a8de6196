package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"muster/internal/sandbox"
)

// workerCommand makes the program a process that runs one query and does nothing else. It is no command
// for people, so the help does not tell of it.
const workerCommand = "sandbox-worker"

var errWorker = errors.New("the worker could not do what it was told")

func runWorker(in io.Reader, out io.Writer, args []string) error {
	if sandbox.Work(args, in, out) != 0 {
		return errWorker
	}
	return nil
}

// workers gives processes of this same program, each for one query.
func workers() (func(ctx context.Context, args ...string) *exec.Cmd, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, args ...string) *exec.Cmd {
		return exec.CommandContext(ctx, program, append([]string{workerCommand}, args...)...)
	}, nil
}

// openSandbox makes ready to run queries of founders.
func (s *service) openSandbox() error {
	command, err := workers()
	if err != nil {
		return err
	}
	s.sandbox, err = sandbox.New(sandbox.Config{
		Command:  command,
		Snapshot: s.counter.snapshot,
		Version:  func(string) int64 { return s.counter.version() },
		Dir:      filepath.Join(s.kept.dir, "sandbox"), Log: logger(s.kept.env),
	})
	return err
}

func (c *counter) snapshot(ctx context.Context, survey, path string) error {
	w := c.open.Load()
	if w == nil {
		return errNotCounting
	}
	return w.Snapshot(ctx, survey, path)
}
