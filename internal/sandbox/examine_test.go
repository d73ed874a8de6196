//go:build linux

package sandbox_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"muster/internal/sandbox"
)

// looking is a sandbox that has no answers: it can only look at queries.
func looking(t *testing.T, change func(*sandbox.Config)) *sandbox.Sandbox {
	t.Helper()
	config := sandbox.Config{Command: worker, Dir: filepath.Join(t.TempDir(), "sandbox")}
	if change != nil {
		change(&config)
	}
	s, err := sandbox.New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// What is wrong with a query can be told without answers, in the words that running it would bring.
func TestCheck(t *testing.T) {
	s := looking(t, nil)
	for _, c := range []struct{ name, sql, want string }{
		{"in order", "SELECT role, count(*) AS people FROM answers GROUP BY role", ""},
		{"a column that another survey may have", "SELECT shoe_size FROM answers", ""},
		{"no query", "SELEC nothing FRM nowhere", "The query cannot be read: syntax error at or near \"SELEC\" (line 1, column 1)."},
		{"two statements", "SELECT 1; DROP TABLE answers", "Only one SELECT can be run"},
		{"a file", "SELECT * FROM read_csv('/etc/passwd')", "Not allowed: read_csv(…) is not allowed in FROM"},
		{"a file by its name", "SELECT * FROM '/etc/passwd'", "Not allowed: there is no table \"/etc/passwd\""},
		{"a table", "SELECT * FROM people", "Not allowed: there is no table \"people\""},
		{"a function", "SELECT getenv('HOME')", "Not allowed: the function getenv is not among those that may be used"},
		{"empty", " ", "The query is empty."},
		{"more than text", "SELECT 1\x00", "The query holds a NUL character."},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := s.Check(context.Background(), c.sql)
			var refusal *sandbox.Refusal
			switch {
			case c.want == "" && err != nil:
				t.Errorf("%v", err)
			case c.want != "" && (!errors.As(err, &refusal) || refusal.Passing() || !strings.HasPrefix(refusal.Error(), c.want)):
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

// What founders write passes, and nothing that is run after it has passed is refused for what it is made of.
func TestCheckPassesGoodQueries(t *testing.T) {
	data, err := os.ReadFile("testdata/good.txt")
	if err != nil {
		t.Fatal(err)
	}
	s := looking(t, nil)
	for _, sql := range goodHead.Split(string(data), -1)[1:] {
		if err := s.Check(context.Background(), sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// A query is looked at by the worker alone: one that breaks it breaks nothing else, and where none can be
// started that is said to pass.
func TestCheckOfBrokenWorkers(t *testing.T) {
	for _, c := range []struct {
		name    string
		command func(ctx context.Context, args ...string) *exec.Cmd
		passing bool
	}{
		{"cannot start", func(ctx context.Context, _ ...string) *exec.Cmd { return exec.CommandContext(ctx, "/nowhere") }, true},
		{"says nothing", func(ctx context.Context, _ ...string) *exec.Cmd { return exec.CommandContext(ctx, "/bin/true") }, true},
		{"breaks", func(ctx context.Context, _ ...string) *exec.Cmd { return exec.CommandContext(ctx, "/bin/false") }, false},
		{"never ends", func(ctx context.Context, _ ...string) *exec.Cmd { return exec.CommandContext(ctx, "/bin/sleep", "60") }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := looking(t, func(config *sandbox.Config) { config.Command, config.Deadline = c.command, 300*time.Millisecond })
			begin := time.Now()
			err := s.Check(context.Background(), "SELECT 1")
			var refusal *sandbox.Refusal
			if !errors.As(err, &refusal) || refusal.Passing() != c.passing {
				t.Errorf("got %v", err)
			}
			if took := time.Since(begin); took > 2*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}
